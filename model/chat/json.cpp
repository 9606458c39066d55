#include "chat/json.h"

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
        Meter::step();
        if (value.isNone())
            m_out += "null";
        else if (const bool *flag = value.boolean())
            m_out += *flag ? "true" : "false";
        else if (value.floating())
            m_out += number(*value.floating());
        else if (value.integer())
            m_out += std::to_string(*value.integer());
        else if (value.big())
            m_out += value.big()->text();
        else if (value.text())
            text(*value.text());
        else if (value.sequence())
            list(value.sequence()->items);
        else if (value.dict())
            object(*value.dict());
        else
            throw TemplateError("Object of type " + typeName(value) + " is not JSON serializable");
    }

    std::string result() { return m_out.take(); }

private:
    static std::string number(double value)
    {
        return std::isnan(value) ? "NaN" : std::isinf(value) ? (value < 0 ? "-Infinity" : "Infinity") : shortest(value);
    }

    static void code(std::string &out, char32_t unit)
    {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(unit));
        out += buffer;
    }

    void text(const std::string &text)
    {
        static constexpr std::string_view signs = "\"\\\n\r\t\b\f", letters = "\"\\nrtbf";
        Meter::read(text.size());
        std::string out(1, '"');
        for (const char32_t point : unicode::decode(text)) {
            const std::size_t sign = point < 0x80 ? signs.find(static_cast<char>(point)) : signs.npos;
            if (sign != signs.npos)
                (out += '\\') += letters[sign];
            else if (point < 0x20 || (m_form.isAscii && point >= 0x7f && point < 0x10000))
                point == 0x7f ? void(out += '\x7f') : code(out, point);
            else if (m_form.isAscii && point >= 0x10000) {
                code(out, 0xd7c0 + (point >> 10));
                code(out, 0xdc00 + (point & 0x3ff));
            } else
                unicode::append(out, point);
        }
        m_out += out += '"';
    }

    void newLine()
    {
        if (!m_form.indent)
            return;
        m_out += '\n';
        m_out.repeat(static_cast<std::size_t>(m_depth), *m_form.indent);
    }

    template<class Items, class Write>
    void between(char open, char close, const Items &items, Write writeItem)
    {
        m_out += open;
        ++m_depth;
        bool first = true;
        for (const auto &item : items) {
            m_out += first ? "" : m_separator;
            first = false;
            newLine();
            writeItem(item);
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
        Meter::step();
        if (!value.isNone() && !value.number())
            throw TemplateError("keys must be str, int, float, bool or None, not " + typeName(value));
        JsonForm form;
        return toJson(value, form);
    }

    const JsonForm &m_form;
    const std::string m_separator;
    Writing m_out;
    int m_depth = 0;
};

/// Puts values together as nlohmann's parser meets them; a float's digits come with it, so that no whole number is
/// lost.
class Reader {
public:
    bool null() { return put(None()); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(std::int64_t value) { return put(value); }
    bool number_unsigned(std::uint64_t value) { return put(*BigInt::parse(std::to_string(value), 10)); }
    bool number_float(double value, const std::string &text)
    {
        const bool isNegative = text.starts_with('-');
        if (text.find_first_of(".eE") != text.npos)
            return put(value);
        const auto whole = BigInt::parse(std::string_view(text).substr(isNegative ? 1 : 0), 10);
        if (!whole)
            throw TemplateError("a whole number has more than 4300 digits");
        return put(isNegative ? -*whole : *whole);
    }
    bool string(std::string &value) { return put(value); }
    bool binary(std::vector<std::uint8_t> &) { return false; }
    bool start_object(std::size_t) { return open(true); }
    bool key(std::string &value)
    {
        m_open.back().key = value;
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(false); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) { return false; }

    Value result() { return std::move(m_result); }

private:
    struct Container {
        bool isObject = false;
        std::string key;
        Dict dict;
        std::vector<Value> items;
    };

    bool open(bool isObject)
    {
        constexpr std::size_t deepest = 200;
        if (m_open.size() == deepest)
            throw TemplateError("JSON nests more than " + std::to_string(deepest) + " deep");
        m_open.emplace_back().isObject = isObject;
        return true;
    }
    bool close()
    {
        Container done = std::move(m_open.back());
        m_open.pop_back();
        return put(done.isObject ? Value(std::make_shared<const Dict>(std::move(done.dict)))
                                 : Value::list(std::move(done.items)));
    }
    bool put(Value value)
    {
        if (m_open.empty())
            m_result = std::move(value);
        else if (m_open.back().isObject)
            m_open.back().dict.set(std::move(m_open.back().key), std::move(value));
        else
            m_open.back().items.push_back(std::move(value));
        return true;
    }

    std::vector<Container> m_open; ///< outermost first
    Value m_result;
};

} // namespace

std::optional<Value> parseJson(std::string_view text)
{
    Reader reader;
    const bool isJson = nlohmann::ordered_json::sax_parse(text, &reader);
    return isJson ? std::optional(reader.result()) : std::nullopt;
}

std::string toJson(const Value &value, const JsonForm &form)
{
    Writer writer(form);
    writer.write(value);
    return writer.result();
}

} // namespace deltascope::chat
