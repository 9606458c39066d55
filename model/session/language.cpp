#include "session/language.h"

#include "core/utf8.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>
#include <vector>

namespace deltascope::session {

namespace {

struct Language {
    std::string_view code;
    const char *names; ///< what deltas for it are called
    const char *words; ///< common ones that set it apart
};

constexpr Language languages[] = {
    {"en", "en eng english",
     "the of and to is that for with on are this by an be from or as it you your which not a in"},
    {"fr", "fr fra french francais français",
     "le les des une et est dans pour avec sur que qui ce au aux du ou pas par vous votre la un en à été"},
    {"de", "de deu ger german deutsch",
     "der die das und ist nicht mit von ein eine für auf den im zu des dem sich wird"},
    {"es", "es spa spanish espanol español", "el los las una y es en para con que por del se no su al como más"},
    {"it", "it ita italian italiano", "il lo gli una e è per con che di del della non si un nel sono"},
    {"pt", "pt por portuguese portugues português", "o os as uma e é em para com que do da não um na no se"},
    {"zh", "zh zho chi chinese cn", ""},
    {"ja", "ja jpn japanese", ""},
    {"ko", "ko kor korean", ""},
    {"ru", "ru rus russian", ""},
    {"ar", "ar ara arabic", ""},
};

struct Range {
    char32_t first, last;
};

bool isIn(char32_t letter, std::initializer_list<Range> ranges)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [letter](const Range &range) { return letter >= range.first && letter <= range.last; });
}

bool isLatin(char32_t c)
{
    return isIn(c, {{U'a', U'z'}, {U'A', U'Z'}, {0xAA, 0xAA}, {0xBA, 0xBA}, {0xC0, 0x24F}, {0x1E00, 0x1EFF}})
           && c != 0xD7 && c != 0xF7;
}

/// The language that a letter's script belongs to (blocks of Unicode); empty for Latin and what is no letter.
std::string_view byScript(char32_t c)
{
    if (isIn(c, {{0x3041, 0x30FF}, {0x31F0, 0x31FF}, {0xFF66, 0xFF9F}}))
        return "ja";
    if (isIn(c, {{0x3005, 0x3007}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF}}))
        return "zh";
    if (isIn(c, {{0x1100, 0x11FF}, {0x3130, 0x318F}, {0xAC00, 0xD7AF}}))
        return "ko";
    if (isIn(c, {{0x400, 0x52F}}))
        return "ru";
    if (isIn(c, {{0x600, 0x6FF}, {0x750, 0x77F}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}}))
        return "ar";
    return {};
}

/// Small letters of the Latin blocks that the words above are written in.
char32_t small(char32_t c)
{
    const bool isCapital = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE);
    return isCapital ? c + 0x20 : c;
}

void append(std::string &text, char32_t c)
{
    if (c < 0x80) {
        text += char(c);
    } else if (c < 0x800) {
        text += char(0xC0 | (c >> 6));
        text += char(0x80 | (c & 0x3F));
    } else {
        text += char(0xE0 | (c >> 12));
        text += char(0x80 | ((c >> 6) & 0x3F));
        text += char(0x80 | (c & 0x3F));
    }
}

/// Calls visit with every code point; bytes that are no UTF-8 are left out.
template<class Visit>
void forEachLetter(std::string_view text, Visit visit)
{
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        if (next.length > 0)
            visit(next.codePoint);
        at += std::size_t(std::max(next.length, 1));
    }
}

/// Words of Latin letters, small.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words(1);
    forEachLetter(text, [&words](char32_t c) {
        if (isLatin(c))
            append(words.back(), small(c));
        else if (!words.back().empty())
            words.emplace_back();
    });
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::vector<std::string> listed(const char *words)
{
    std::istringstream stream(words);
    return {std::istream_iterator<std::string>(stream), {}};
}

/// Letters by script decide where a script belongs to one language.
std::string byScript(std::string_view text)
{
    std::map<std::string_view, int> letters;
    int latin = 0;
    forEachLetter(text, [&](char32_t c) {
        if (const std::string_view language = byScript(c); !language.empty())
            letters[language] += language == "ja" ? 3 : 1;
        latin += isLatin(c);
    });
    std::string best;
    // A sentence in Chinese may be full of Latin names: a letter that is a word counts for several.
    int most = latin / 4;
    for (const auto &[language, count] : letters)
        if (count > most) {
            best = language;
            most = count;
        }
    return best;
}

std::string byWords(std::string_view text)
{
    const std::vector<std::string> words = wordsOf(text);
    std::string best;
    int most = 0;
    for (const Language &language : languages) {
        const std::vector<std::string> common = listed(language.words);
        int count = 0;
        for (const std::string &word : words)
            if (std::find(common.begin(), common.end(), word) != common.end())
                count += word.size() > 1 ? 2 : 1;
        if (count > most) {
            most = count;
            best = language.code;
        }
    }
    return best;
}

} // namespace

std::string languageOf(std::string_view text)
{
    constexpr std::size_t sample = 4000;
    text = text.substr(0, sample);
    const std::string script = byScript(text);
    return script.empty() ? byWords(text) : script;
}

std::vector<std::string_view> languageCodes()
{
    std::vector<std::string_view> codes;
    for (const Language &language : languages)
        codes.push_back(language.code);
    return codes;
}

std::optional<std::string> languageCodeOf(std::string_view name)
{
    std::vector<std::string> words = wordsOf(name);
    if (words.size() > 1 && words.front().size() <= 3) // a code with its region or script: "fr-CA", "zh_Hans"
        words.resize(1);
    if (words.size() != 1)
        return std::nullopt;
    for (const Language &language : languages) {
        const std::vector<std::string> names = listed(language.names);
        if (std::find(names.begin(), names.end(), words.front()) != names.end())
            return std::string(language.code);
    }
    return std::nullopt;
}

bool namesLanguage(std::string_view name, std::string_view language)
{
    const auto known = std::find_if(std::begin(languages), std::end(languages),
                                    [language](const Language &candidate) { return candidate.code == language; });
    if (known == std::end(languages))
        return false;
    const std::vector<std::string> parts = wordsOf(name), names = listed(known->names);
    return std::find_first_of(parts.begin(), parts.end(), names.begin(), names.end()) != parts.end();
}

} // namespace deltascope::session
