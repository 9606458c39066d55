#include "chat/json.h"

#include "chat/bounds.h"
#include "chat/unicode.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace deltascope::chat {

namespace {

class Writer {
public:
    explicit Writer(const JsonForm &form)
        : m_form(form)
        , m_separator(!form.itemSeparator.empty() ? form.itemSeparator
                      : form.indent               ? ","
                                                  : ", ")
    {
    }

    void write(const Value &value)
    {
        if (value.isNone())
            m_out += "null";
        else if (const bool *flag = value.boolean())
            m_out += *flag ? "true" : "false";
        else if (value.floating())
            m_out += number(*value.floating());
        else if (value.integer())
            m_out += std::to_string(*value.integer());
        else if (value.text())
            text(*value.text());
        else if (value.sequence())
            list(value.sequence()->items);
        else if (value.dict())
            object(*value.dict());
        else
            throw TemplateError("Object of type " + typeName(value) + " is not JSON serializable");
    }

    std::string result() { return std::move(m_out); }

private:
    static std::string number(double value)
    {
        return std::isnan(value) ? "NaN" : std::isinf(value) ? (value < 0 ? "-Infinity" : "Infinity") : shortest(value);
    }

    void code(char32_t unit)
    {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(unit));
        m_out += buffer;
    }

    void text(const std::string &text)
    {
        static constexpr std::string_view signs = "\"\\\n\r\t\b\f", letters = "\"\\nrtbf";
        m_out += '"';
        for (const char32_t point : unicode::decode(text)) {
            const std::size_t sign = point < 0x80 ? signs.find(static_cast<char>(point)) : signs.npos;
            if (sign != signs.npos)
                (m_out += '\\') += letters[sign];
            else if (point < 0x20 || (m_form.isAscii && point >= 0x7f && point < 0x10000))
                point == 0x7f ? void(m_out += '\x7f') : code(point);
            else if (m_form.isAscii && point >= 0x10000) {
                code(0xd7c0 + (point >> 10));
                code(0xdc00 + (point & 0x3ff));
            } else
                unicode::append(m_out, point);
        }
        m_out += '"';
    }

    void newLine()
    {
        if (!m_form.indent)
            return;
        m_out += '\n';
        for (int i = 0; i < m_depth; ++i)
            m_out += *m_form.indent;
    }

    template<class Items, class Write>
    void between(char open, char close, const Items &items, Write writeItem)
    {
        const Nesting nesting;
        m_out += open;
        ++m_depth;
        bool first = true;
        for (const auto &item : items) {
            m_out += first ? "" : m_separator;
            first = false;
            newLine();
            writeItem(item);
            expectRoom(m_out.size());
        }
        --m_depth;
        if (!first)
            newLine();
        m_out += close;
    }

    void list(const std::vector<Value> &items)
    {
        between('[', ']', items, [this](const Value &item) { write(item); });
    }

    void object(const Dict &dict)
    {
        auto items = dict.items();
        if (m_form.sortsKeys)
            std::stable_sort(items.begin(), items.end(),
                             [](const auto &a, const auto &b) { return less(a.first, b.first); });
        between('{', '}', items, [this](const auto &item) {
            text(key(item.first));
            m_out += m_form.keySeparator;
            write(item.second);
        });
    }

    static std::string key(const Value &value)
    {
        if (value.text())
            return *value.text();
        if (!value.isNone() && !value.number())
            throw TemplateError("keys must be str, int, float, bool or None, not " + typeName(value));
        JsonForm form;
        return toJson(value, form);
    }

    const JsonForm &m_form;
    const std::string m_separator;
    std::string m_out;
    int m_depth = 0;
};

} // namespace

Value fromJson(const nlohmann::ordered_json &json)
{
    using Type = nlohmann::ordered_json::value_t;
    switch (json.type()) {
    case Type::boolean: return json.get<bool>();
    case Type::number_integer: return json.get<std::int64_t>();
    case Type::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        return number > INT64_MAX ? Value(static_cast<double>(number)) : Value(static_cast<std::int64_t>(number));
    }
    case Type::number_float: return json.get<double>();
    case Type::string: return json.get_ref<const std::string &>();
    case Type::array: {
        std::vector<Value> items;
        for (const auto &item : json)
            items.push_back(fromJson(item));
        return Value::list(std::move(items));
    }
    case Type::object: {
        auto dict = std::make_shared<Dict>();
        for (const auto &[key, value] : json.items())
            dict->set(key, fromJson(value));
        return Value(Value::DictPtr(std::move(dict)));
    }
    default: return None();
    }
}

std::string toJson(const Value &value, const JsonForm &form)
{
    Writer writer(form);
    writer.write(value);
    return writer.result();
}

} // namespace deltascope::chat
