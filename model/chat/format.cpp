#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/methods.h"
#include "chat/unicode.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

/// Where a format text is being read.
class Reader {
public:
    explicit Reader(std::string_view form)
        : m_form(form)
    {
    }
    bool done() const { return m_at >= m_form.size(); }
    char peek() const { return done() ? '\0' : m_form[m_at]; }
    char take() { return done() ? '\0' : m_form[m_at++]; }
    std::string takeWhile(std::string_view set)
    {
        const std::size_t start = m_at;
        while (!done() && set.find(m_form[m_at]) != set.npos)
            ++m_at;
        return std::string(m_form.substr(start, m_at - start));
    }
    /// Up to one of `ends`, which stays.
    std::string takeUntil(std::string_view ends)
    {
        const std::size_t start = m_at;
        m_at = std::min(m_form.size(), m_form.find_first_of(ends, m_at));
        return std::string(m_form.substr(start, m_at - start));
    }

private:
    const std::string_view m_form;
    std::size_t m_at = 0;
};

/// What % takes its values from, in order or by name.
class PercentValues {
public:
    explicit PercentValues(const Value &arguments)
        : m_arguments(arguments)
    {
        if (arguments.sequence() && !arguments.list())
            m_items = arguments.sequence()->items;
        else
            m_items = {arguments};
    }
    Value named(const std::string &name) const
    {
        if (!m_arguments.dict())
            throw TemplateError("format requires a mapping");
        const Value *found = m_arguments.dict()->named(name);
        if (!found)
            throw TemplateError("a format names a key that is not there: " + quoted(name));
        return *found;
    }
    Value next()
    {
        if (m_next == m_items.size())
            throw TemplateError("not enough arguments for format string");
        return m_items[m_next++];
    }
    void expectAllUsed() const
    {
        const bool mayRemain = m_arguments.dict() || m_arguments.list() || m_arguments.isMissing();
        if (m_next < m_items.size() && !(mayRemain && m_next == 0))
            throw TemplateError("not all arguments converted during string formatting");
    }

private:
    const Value &m_arguments;
    std::vector<Value> m_items;
    std::size_t m_next = 0;
};

/// One % conversion as a specification of format(): the flags mean the same there.
std::string percentField(Reader &reader, PercentValues &values)
{
    std::optional<Value> value;
    if (reader.peek() == '(') {
        reader.take();
        value = values.named(reader.takeUntil(")"));
        reader.take();
    }
    const std::string flags = reader.takeWhile("#0- +");
    const auto starOr = [&](std::string digits) {
        if (reader.peek() != '*')
            return digits;
        reader.take();
        return std::to_string(integerOf(values.next()));
    };
    std::string width = starOr(reader.takeWhile("0123456789"));
    std::string precision;
    if (reader.peek() == '.') {
        reader.take();
        precision = "." + starOr(reader.takeWhile("0123456789"));
        precision += precision == "." ? "0" : "";
    }
    reader.takeWhile("hlL");
    char kind = reader.take();
    if (kind == '%')
        return "%";
    const Value operand = value ? *value : values.next();
    const auto has = [&](char flag) { return flags.find(flag) != flags.npos; };
    const bool isText = kind == 's' || kind == 'r' || kind == 'a';
    const std::string sign = has('+') ? "+" : has(' ') ? " " : "";
    const std::string align = has('-') || width.starts_with("-") ? "<" : isText || !has('0') ? ">" : "";
    width.erase(0, width.starts_with("-") ? 1 : 0);
    if (isText)
        return formatted(kind == 's'   ? str(operand)
                         : kind == 'r' ? repr(operand)
                                       : ascii(operand),
                         align + width + precision);
    if (kind == 'c')
        return formatted(operand.text()
                             ? operand
                             : Value(unicode::encode(std::u32string(1, static_cast<char32_t>(integerOf(operand))))),
                         align + width);
    if (std::string_view("diuoxXeEfFgG").find(kind) == std::string_view::npos)
        throw TemplateError(std::string("unsupported format character '") + kind + "'");
    if (!operand.number())
        throw TemplateError(std::string("%") + kind + " format: a real number is required, not " + typeName(operand));
    const bool isWhole = std::string_view("diuoxX").find(kind) != std::string_view::npos;
    const Value number = isWhole && operand.floating() ? truncated(*operand.floating()) : operand;
    if (kind == 'i' || kind == 'u')
        kind = 'd';
    return formatted(number, align + sign + (has('#') ? "#" : "") + (align.empty() && has('0') ? "0" : "") + width
                                 + (isWhole ? "" : precision) + kind);
}

/// The value that "a.b[0]" names among a format's arguments.
class BraceValues {
public:
    BraceValues(Evaluation &evaluation, const Arguments &arguments)
        : m_evaluation(evaluation)
        , m_arguments(arguments)
    {
    }

    Value operator()(const std::string &field)
    {
        Reader reader(field);
        Value value = first(reader.takeUntil(".["));
        while (!reader.done()) {
            const bool isAttribute = reader.take() == '.';
            const std::string name = reader.takeUntil(isAttribute ? ".[" : "]");
            if (isAttribute) {
                value = m_evaluation.attribute(value, name);
                continue;
            }
            reader.take();
            const bool isNumber = !name.empty() && name.find_first_not_of("0123456789") == name.npos;
            value = m_evaluation.item(value, isNumber ? Value(number(name)) : Value(name));
        }
        return value;
    }

private:
    static std::int64_t number(const std::string &digits) { return std::stoll(digits.substr(0, 18)); }

    Value first(const std::string &name)
    {
        const bool isNumber = name.find_first_not_of("0123456789") == name.npos;
        if (!isNumber) {
            const Value *found = m_arguments.find(name);
            if (!found)
                throw TemplateError("a format names an argument that is not there: " + quoted(name));
            return *found;
        }
        if (m_counts && *m_counts == !name.empty())
            throw TemplateError("cannot switch between manual and automatic field numbering");
        m_counts = name.empty();
        Meter::step();
        const auto index = static_cast<std::size_t>(name.empty() ? m_next++ : number(name));
        if (index >= m_arguments.positional.size())
            throw TemplateError("Replacement index " + std::to_string(index)
                                + " out of range for positional args tuple");
        return m_arguments.positional[index];
    }

    Evaluation &m_evaluation;
    const Arguments &m_arguments;
    std::optional<bool> m_counts; ///< fields without a number
    std::int64_t m_next = 0;
};

std::string expanded(BraceValues &values, std::string_view form, int depth);

/// {name!r:spec}, behind its brace.
std::string braceField(Reader &reader, BraceValues &values, int depth)
{
    std::string field = reader.takeUntil("[!:{}");
    while (reader.peek() == '[') // anything but ] may stand inside
        field += reader.takeUntil("]") + reader.takeUntil("!:{}");
    char conversion = '\0';
    if (reader.peek() == '!') {
        reader.take();
        conversion = reader.take();
    }
    std::string specification;
    if (reader.peek() == ':') {
        reader.take();
        for (int open = 0; !reader.done() && (open > 0 || reader.peek() != '}');) {
            const char next = reader.take();
            open += next == '{' ? 1 : next == '}' ? -1 : 0;
            specification += next;
        }
    }
    if (reader.take() != '}')
        throw TemplateError("expected '}' before end of string");
    Value value = values(field);
    if (conversion == 's')
        value = str(value);
    else if (conversion == 'r')
        value = repr(value);
    else if (conversion == 'a')
        value = ascii(value);
    else if (conversion != '\0')
        throw TemplateError(std::string("Unknown conversion specifier ") + conversion);
    return formatted(value, expanded(values, specification, depth + 1));
}

std::string expanded(BraceValues &values, std::string_view form, int depth)
{
    if (depth > 2)
        throw TemplateError("Max string recursion exceeded");
    Reader reader(form);
    Writing result;
    while (!reader.done()) {
        result += reader.takeUntil("{}");
        const char brace = reader.take();
        if (brace == '\0')
            break;
        if (reader.peek() == brace)
            result += reader.take();
        else if (brace == '}')
            throw TemplateError("Single '}' encountered in format string");
        else if (reader.done())
            throw TemplateError("Single '{' encountered in format string");
        else
            result += braceField(reader, values, depth);
    }
    return result.take();
}

} // namespace

std::string percentFormat(std::string_view form, const Value &arguments)
{
    Reader reader(form);
    PercentValues values(arguments);
    Writing result;
    while (!reader.done()) {
        Meter::step();
        result += reader.takeUntil("%");
        if (reader.take() == '\0')
            break;
        if (reader.done())
            throw TemplateError("incomplete format");
        result += percentField(reader, values);
    }
    values.expectAllUsed();
    return result.take();
}

std::string braceFormat(Evaluation &evaluation, std::string_view form, const Arguments &arguments)
{
    BraceValues values(evaluation, arguments);
    return expanded(values, form, 0);
}

} // namespace deltascope::chat
