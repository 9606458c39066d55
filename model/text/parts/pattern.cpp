#include "text/parts/pattern.h"

#include "core/outcome.h"

#include <unicode/regex.h>

namespace deltascope::text {

struct SplitPattern::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
};

namespace {

/// Oniguruma's classes in ICU's words. A set in brackets stands within a set as well as alone.
std::string fromOniguruma(const std::string &regex)
{
    // Its \w has the superscripts and fractions of Latin-1, ICU's the two joiners.
    constexpr const char *word = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE";
    std::string out;
    for (std::size_t i = 0; i < regex.size(); ++i) {
        if (regex[i] != '\\' || i + 1 == regex.size()) {
            out += regex[i];
            continue;
        }
        switch (const char next = regex[++i]) {
        case 's': out += "\\p{White_Space}"; break;
        case 'S': out += "\\P{White_Space}"; break;
        case 'w': (out += '[').append(word) += ']'; break;
        case 'W': (out += "[^").append(word) += ']'; break;
        default: (out += '\\') += next;
        }
    }
    return out;
}

/// The text in UTF-16, and for each of its units the character that it belongs to.
icu::UnicodeString toUtf16(const Chars &text, std::vector<std::size_t> &charOfUnit)
{
    icu::UnicodeString out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out.append(static_cast<UChar32>(text[i].c));
        charOfUnit.resize(static_cast<std::size_t>(out.length()), i);
    }
    charOfUnit.push_back(text.size());
    return out;
}

} // namespace

SplitPattern::~SplitPattern() = default;
SplitPattern::SplitPattern(SplitPattern &&) noexcept = default;

SplitPattern::SplitPattern(const nlohmann::json &object, const Origin &origin)
    : m_file(origin.file)
{
    if (object.is_object() && object.contains("Regex")) {
        compile(fromOniguruma(origin.text(object, "Regex")));
        if (!m_regex)
            origin.refuse("pattern.Regex", "a regular expression", object["Regex"]);
        return;
    }
    for (const Char &item : charsOf(object.is_string() ? object.get<std::string>() : origin.text(object, "String")))
        m_text += item.c;
}

SplitPattern SplitPattern::ofRegex(const std::string &regex)
{
    SplitPattern pattern;
    pattern.compile(regex);
    return pattern;
}

void SplitPattern::compile(const std::string &regex)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    auto compiled = std::make_unique<Compiled>();
    compiled->pattern.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(regex), 0, place, status));
    if (U_SUCCESS(status))
        m_regex = std::move(compiled);
}

std::vector<SplitPattern::Range> SplitPattern::ranges(const Chars &text) const
{
    std::vector<Range> found;
    std::size_t last = 0;
    const auto add = [&](std::size_t begin, std::size_t end) {
        if (last < begin)
            found.push_back({last, begin, false});
        found.push_back({begin, end, true});
        last = end;
    };
    if (m_regex) {
        std::vector<std::size_t> charOfUnit;
        const icu::UnicodeString units = toUtf16(text, charOfUnit);
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::RegexMatcher> matcher(m_regex->pattern->matcher(units, status));
        constexpr int mostSteps = 20000;
        if (matcher)
            matcher->setTimeLimit(mostSteps, status);
        while (U_SUCCESS(status) && matcher->find(status))
            if (matcher->end(status) > matcher->start(status))
                add(charOfUnit[matcher->start(status)], charOfUnit[matcher->end(status)]);
        if (U_FAILURE(status))
            throw Failure(m_file, "a pattern of the tokenizer takes too long on this text");
    } else if (!m_text.empty()) {
        const auto matches = [&](std::size_t at) {
            for (std::size_t i = 0; i < m_text.size(); ++i)
                if (at + i >= text.size() || text[at + i].c != m_text[i])
                    return false;
            return true;
        };
        for (std::size_t at = 0; at < text.size();)
            if (matches(at)) {
                add(at, at + m_text.size());
                at = last;
            } else {
                ++at;
            }
    }
    if (last < text.size())
        found.push_back({last, text.size(), false});
    return found;
}

} // namespace deltascope::text
