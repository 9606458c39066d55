#include "tree/addressing.h"

#include "core/outcome.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

namespace deltascope::tree {

struct Pattern::Compiled {
    URegularExpression *expression = nullptr;
    std::string source;
};

namespace {

std::u16string wide(const std::string &text)
{
    std::u16string out(text.size(), u'\0');
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(out.data(), static_cast<int32_t>(out.size()), &length, text.data(),
                         static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &status);
    out.resize(static_cast<std::size_t>(length));
    return out;
}

/// Bytes of UTF-8 that the first `units` units of UTF-16 stand for.
std::size_t bytesOf(const std::u16string &text, int32_t units)
{
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(nullptr, 0, &length, text.data(), units, &status);
    return static_cast<std::size_t>(length);
}

} // namespace

Pattern::Pattern(const std::string &expression, const std::string &writtenAs)
    : m_compiled(std::make_unique<Compiled>())
{
    constexpr int32_t mostSteps = 2000; // of ICU's internal clock, some tenths of a second
    constexpr int32_t mostStack = 8 * 1024 * 1024;
    const std::u16string text = wide(expression);
    UErrorCode status = U_ZERO_ERROR;
    UParseError where = {};
    m_compiled->source = writtenAs.empty() ? expression : writtenAs;
    m_compiled->expression = uregex_open(text.data(), static_cast<int32_t>(text.size()), 0, &where, &status);
    if (U_FAILURE(status))
        throw Failure(m_compiled->source, "expected a regular expression, found an error at its character "
                                              + std::to_string(where.offset + 1));
    uregex_setTimeLimit(m_compiled->expression, mostSteps, &status);
    uregex_setStackLimit(m_compiled->expression, mostStack, &status);
}

Pattern::~Pattern() { uregex_close(m_compiled->expression); }

Pattern::Span Pattern::search(const std::string &text) const
{
    const std::u16string units = wide(text);
    UErrorCode status = U_ZERO_ERROR;
    uregex_setText(m_compiled->expression, units.data(), static_cast<int32_t>(units.size()), &status);
    const bool found = uregex_find(m_compiled->expression, 0, &status);
    if (U_FAILURE(status))
        throw Failure(m_compiled->source, "the regular expression takes too long; expected a simpler one");
    if (!found)
        return {};
    const int32_t begin = uregex_start(m_compiled->expression, 0, &status),
                  end = uregex_end(m_compiled->expression, 0, &status);
    return {bytesOf(units, begin), bytesOf(units, end)};
}

bool Pattern::fullMatch(const std::string &text) const
{
    const std::u16string units = wide(text);
    UErrorCode status = U_ZERO_ERROR;
    uregex_setText(m_compiled->expression, units.data(), static_cast<int32_t>(units.size()), &status);
    const bool whole = uregex_matches(m_compiled->expression, 0, &status);
    if (U_FAILURE(status))
        throw Failure(m_compiled->source, "the regular expression takes too long; expected a simpler one");
    return whole;
}

} // namespace deltascope::tree
