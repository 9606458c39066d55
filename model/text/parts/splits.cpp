#include "text/parts/splits.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

namespace deltascope::text {

namespace {

using Range = SplitPattern::Range;
using Ranges = std::vector<Range>;

Ranges mergedWithPrevious(const Ranges &ranges)
{
    Ranges out;
    bool previous = false;
    for (const Range &range : ranges) {
        if (range.matches && !previous && !out.empty())
            out.back().end = range.end;
        else
            out.push_back(range);
        previous = range.matches;
    }
    return out;
}

Ranges mergedWithNext(const Ranges &ranges)
{
    Ranges out;
    bool previous = false;
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        if (range->matches && !previous && !out.empty())
            out.back().begin = range->begin;
        else
            out.push_back(*range);
        previous = range->matches;
    }
    std::reverse(out.begin(), out.end());
    return out;
}

Ranges contiguous(const Ranges &ranges)
{
    Ranges out;
    for (const Range &range : ranges) {
        if (!out.empty() && out.back().matches == range.matches)
            out.back().end = range.end;
        else
            out.push_back(range);
    }
    return out;
}

class SplitAt : public PreTokenizer {
public:
    SplitAt(std::function<Ranges(const Chars &)> find, Behaviour behaviour)
        : m_find(std::move(find))
        , m_behaviour(behaviour)
    {
    }
    void apply(std::vector<Chars> &pieces) const override
    {
        std::vector<Chars> out;
        for (const Chars &piece : pieces)
            for (const Range &range : splitBy(m_find(piece), m_behaviour))
                out.emplace_back(piece.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                 piece.begin() + static_cast<std::ptrdiff_t>(range.end));
        pieces = std::move(out);
    }

private:
    std::function<Ranges(const Chars &)> m_find;
    Behaviour m_behaviour;
};

/// One range for every character that belongs, one for every stretch that does not.
template<class Belongs>
Ranges rangesOf(const Chars &text, Belongs &&belongs)
{
    Ranges ranges;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool matches = belongs(text[i].c);
        if (!matches && !ranges.empty() && !ranges.back().matches)
            ranges.back().end = i + 1;
        else
            ranges.push_back({i, i + 1, matches});
    }
    return ranges;
}

Behaviour behaviourOf(const nlohmann::json &object, const Origin &origin, Behaviour otherwise)
{
    if (!object.contains("behavior"))
        return otherwise;
    const std::string name = origin.text(object, "behavior");
    static constexpr std::pair<std::string_view, Behaviour> names[]
        = {{"Removed", Behaviour::Removed},
           {"Isolated", Behaviour::Isolated},
           {"MergedWithPrevious", Behaviour::MergedWithPrevious},
           {"MergedWithNext", Behaviour::MergedWithNext},
           {"Contiguous", Behaviour::Contiguous}};
    for (const auto &[known, behaviour] : names)
        if (known == name)
            return behaviour;
    origin.refuse("pre_tokenizer.behavior", "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous",
                  object["behavior"]);
}

std::unique_ptr<PreTokenizer> makeSplit(const nlohmann::json &object, const Origin &origin)
{
    auto pattern = std::make_shared<SplitPattern>(origin.member(object, "pattern"), origin);
    const bool inverts = origin.flag(object, "invert", false);
    return std::make_unique<SplitAt>(
        [pattern, inverts](const Chars &text) {
            Ranges ranges = pattern->ranges(text);
            for (Range &range : ranges)
                range.matches ^= inverts;
            return ranges;
        },
        behaviourOf(object, origin, Behaviour::Isolated));
}

/// The script of a character; kana count as Han, as does the long sound mark (tokenizers' unicode_scripts).
int scriptOf(char32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    return c == 0x30FC || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? USCRIPT_HAN
                                                                                   : static_cast<int>(script);
}

/// Blanks have no script: they stay with what stands before, and vanish at the beginning.
Ranges scriptRanges(const Chars &text)
{
    Ranges ranges;
    int last = -1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int script = text[i].c == ' ' ? -1 : scriptOf(text[i].c);
        if (script >= 0 && script != last)
            ranges.push_back({i, i, false});
        if (!ranges.empty())
            ranges.back().end = i + 1;
        last = script >= 0 ? script : last;
    }
    return ranges;
}

Ranges fixedRanges(const Chars &text, std::size_t length)
{
    Ranges ranges;
    for (std::size_t at = 0; at < text.size(); at += length)
        ranges.push_back({at, std::min(text.size(), at + length), false});
    return ranges;
}

std::unique_ptr<PreTokenizer> makeFixedLength(const nlohmann::json &object, const Origin &origin)
{
    const nlohmann::json &length = origin.member(object, "length");
    if (!length.is_number_integer() || length < 1)
        origin.refuse("pre_tokenizer.length", "a positive whole number", length);
    return std::make_unique<SplitAt>(
        [size = length.get<std::size_t>()](const Chars &text) { return fixedRanges(text, size); }, Behaviour::Isolated);
}

std::unique_ptr<PreTokenizer> makeDelimiterSplit(const nlohmann::json &object, const Origin &origin)
{
    const Chars delimiter = charsOf(origin.text(object, "delimiter"));
    if (delimiter.size() != 1)
        origin.refuse("pre_tokenizer.delimiter", "one character", object["delimiter"]);
    return std::make_unique<SplitAt>(
        [c = delimiter[0].c](const Chars &text) { return rangesOf(text, [c](char32_t x) { return x == c; }); },
        Behaviour::Removed);
}

} // namespace

std::vector<SplitPattern::Range> splitBy(std::vector<SplitPattern::Range> ranges, Behaviour behaviour)
{
    switch (behaviour) {
    case Behaviour::Removed: std::erase_if(ranges, [](const Range &range) { return range.matches; }); return ranges;
    case Behaviour::Isolated: return ranges;
    case Behaviour::MergedWithPrevious: return mergedWithPrevious(ranges);
    case Behaviour::MergedWithNext: return mergedWithNext(ranges);
    case Behaviour::Contiguous: return contiguous(ranges);
    }
    return ranges;
}

std::unique_ptr<PreTokenizer> makeSplitting(const nlohmann::json &object, const Origin &origin)
{
    const std::string type = origin.text(object, "type");
    const auto characters = [](auto belongs, Behaviour behaviour) {
        return std::make_unique<SplitAt>([belongs](const Chars &text) { return rangesOf(text, belongs); }, behaviour);
    };
    if (type == "Split")
        return makeSplit(object, origin);
    if (type == "Punctuation")
        return characters(isPunctuation, behaviourOf(object, origin, Behaviour::Isolated));
    if (type == "Digits")
        return characters(isNumber, origin.flag(object, "individual_digits", false) ? Behaviour::Isolated
                                                                                    : Behaviour::Contiguous);
    if (type == "WhitespaceSplit")
        return characters(isSpace, Behaviour::Removed);
    if (type == "Whitespace") {
        auto words = std::make_shared<SplitPattern>(SplitPattern::ofRegex("\\w+|[^\\w\\p{White_Space}]+"));
        return std::make_unique<SplitAt>(
            [words](const Chars &text) {
                Ranges ranges = words->ranges(text);
                std::erase_if(ranges, [](const Range &range) { return !range.matches; });
                return ranges;
            },
            Behaviour::Isolated);
    }
    if (type == "CharDelimiterSplit")
        return makeDelimiterSplit(object, origin);
    if (type == "UnicodeScripts")
        return std::make_unique<SplitAt>(scriptRanges, Behaviour::Isolated);
    if (type == "FixedLength")
        return makeFixedLength(object, origin);
    return nullptr;
}

} // namespace deltascope::text
