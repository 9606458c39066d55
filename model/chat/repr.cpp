#include "chat/repr.h"

#include "chat/unicode.h"

#include "core/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace deltascope::chat {

namespace {

void appendCode(std::string &out, char32_t point)
{
    char buffer[16];
    std::snprintf(buffer, sizeof buffer,
                  point < 0x100     ? "\\x%02x"
                  : point < 0x10000 ? "\\u%04x"
                                    : "\\U%08x",
                  static_cast<unsigned>(point));
    out += buffer;
}

void appendEscaped(std::string &out, char32_t point, char quote)
{
    if (point == U'\n')
        out += "\\n";
    else if (point == U'\t')
        out += "\\t";
    else if (point == U'\r')
        out += "\\r";
    else if (point == U'\\' || point == static_cast<char32_t>(quote))
        (out += '\\') += static_cast<char>(point);
    else if (unicode::isPrintable(point))
        unicode::append(out, point);
    else
        appendCode(out, point);
}

} // namespace

std::string quoted(std::string_view text)
{
    const bool hasSingle = text.find('\'') != text.npos, hasDouble = text.find('"') != text.npos;
    const char quote = hasSingle && !hasDouble ? '"' : '\'';
    Meter::read(text.size());
    std::string out(1, quote);
    for (const char32_t point : unicode::decode(text))
        appendEscaped(out, point, quote);
    return out += quote;
}

/// The shortest digits that give the same number back, laid out as Python does: an exponent below 1e-4 and from 1e16.
std::string shortest(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
    std::string text(buffer, end);
    const std::size_t mark = text.find('e');
    const int exponent = std::stoi(text.substr(mark + 1));
    if (exponent < -4 || exponent >= 16)
        return text;
    const std::string sign = std::signbit(number) ? "-" : "";
    std::string digits = text.substr(sign.size(), mark - sign.size());
    if (digits.size() > 1)
        digits.erase(1, 1);
    if (exponent < 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole)
        return sign + digits + std::string(whole - digits.size(), '0') + ".0";
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

bool Repr::isInside(const void *container) const
{
    return std::find(m_inside.begin(), m_inside.end(), container) != m_inside.end();
}

void Repr::list(const std::vector<Value> &items)
{
    bool isFirst = true;
    for (const Value &item : items) {
        m_out += std::exchange(isFirst, false) ? "" : ", ";
        write(item);
    }
}

void Repr::dict(const Dict &dict)
{
    around(&dict, "{...}", [&] {
        m_out += "{";
        bool isFirst = true;
        for (const auto &[key, item] : dict.items()) {
            m_out += std::exchange(isFirst, false) ? "" : ", ";
            write(key);
            m_out += ": ";
            write(item);
        }
        m_out += "}";
    });
}

void Repr::sequence(const Value &value, const Sequence &sequence)
{
    const bool isList = value.list() != nullptr;
    around(&sequence, isList ? "[...]" : "(...)", [&] {
        m_out += isList ? "[" : "(";
        list(sequence.items);
        m_out += isList ? "]" : sequence.items.size() == 1 ? ",)" : ")";
    });
}

void Repr::write(const Value &value)
{
    Meter::step();
    if (value.isMissing())
        m_out += "Undefined";
    else if (value.isNone())
        m_out += "None";
    else if (const bool *flag = value.boolean())
        m_out += *flag ? "True" : "False";
    else if (value.floating())
        m_out += shortest(*value.floating());
    else if (value.integer())
        m_out += std::to_string(*value.integer());
    else if (value.big())
        m_out += value.big()->text();
    else if (value.text())
        m_out += value.isSafe() ? "Markup(" + quoted(*value.text()) + ")" : quoted(*value.text());
    else if (value.sequence())
        sequence(value, *value.sequence());
    else if (value.dict())
        dict(*value.dict());
    else
        value.object()->write(*this);
}

void Object::write(Repr &repr) const { repr << "<" << typeName() << " object>"; }

std::string repr(const Value &value)
{
    Repr repr;
    repr.write(value);
    return repr.result();
}

std::string ascii(const Value &value)
{
    std::string out, text = repr(value);
    if (unicode::isAscii(text))
        return text;
    for (const char32_t point : unicode::decode(text))
        if (point < 0x80)
            out += static_cast<char>(point);
        else
            appendCode(out, point);
    return out;
}

std::string str(const Value &value)
{
    if (const std::string *text = value.text())
        return *text;
    return value.isMissing() ? std::string() : repr(value);
}

} // namespace deltascope::chat
