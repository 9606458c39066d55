#include "text/parts/precompiled.h"

#include "core/outcome.h"

#include <unicode/brkiter.h>

#include <array>

namespace deltascope::text {

namespace {

std::string fromBase64(const std::string &text, const Origin &origin)
{
    static const std::array<int, 256> values = [] {
        std::array<int, 256> made;
        made.fill(-1);
        const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < alphabet.size(); ++i)
            made[static_cast<unsigned char>(alphabet[i])] = static_cast<int>(i);
        return made;
    }();
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const int value = values[static_cast<unsigned char>(c)];
        if (value < 0)
            throw Failure(origin.file, "precompiled_charsmap: expected base64, found another character");
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFF);
        }
    }
    return bytes;
}

/// SentencePiece's table from text to normalized text: a double array (Darts) and the normalized texts it points into.
class CharsMap {
public:
    CharsMap(const std::string &bytes, const Origin &origin)
    {
        const auto wordAt = [&](std::size_t at) {
            std::uint32_t word = 0;
            for (int i = 3; i >= 0; --i)
                word = word << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
            return word;
        };
        const std::size_t size = bytes.size() < 4 ? 0 : wordAt(0);
        if (bytes.size() < 4 || size > bytes.size() - 4 || size % 4 != 0)
            throw Failure(origin.file, "precompiled_charsmap: expected a table as long as it says, found it cut off");
        for (std::size_t at = 4; at < 4 + size; at += 4)
            m_units.push_back(wordAt(at));
        m_texts = bytes.substr(4 + size);
    }

    /// What the shortest beginning of `key` that the table knows stands for; null if it knows none.
    const char *find(std::string_view key) const
    {
        std::size_t node = 0;
        const auto unit = [&](std::size_t at) { return at < m_units.size() ? m_units[at] : 0; };
        const auto offset
            = [](std::uint32_t word) { return static_cast<std::size_t>(word >> 10) << ((word & (1U << 9)) >> 6); };
        node ^= offset(unit(node));
        for (const char c : key) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte == 0)
                break;
            node ^= byte;
            const std::uint32_t word = unit(node);
            if ((word & (1U << 31 | 0xFF)) != byte)
                return nullptr;
            node ^= offset(word);
            if (word >> 8 & 1) {
                const std::size_t at = unit(node) & 0x7FFFFFFF;
                return at < m_texts.size() ? m_texts.c_str() + at : nullptr;
            }
        }
        return nullptr;
    }

private:
    std::vector<std::uint32_t> m_units;
    std::string m_texts;
};

class Precompiled : public Normalizer {
public:
    Precompiled(const std::string &bytes, const Origin &origin)
        : m_map(bytes, origin)
    {
    }
    void apply(Chars &text) const override
    {
        Chars out;
        eachGrapheme(text, [&](std::size_t begin, std::size_t end) {
            const std::string whole = utf8Of(text, begin, end);
            if (const char *found = whole.size() < 6 ? m_map.find(whole) : nullptr) {
                replace(out, text, begin, end, found);
                return;
            }
            for (std::size_t i = begin; i < end; ++i) {
                if (const char *part = m_map.find(utf8Of(text, i, i + 1)))
                    replace(out, text, i, i + 1, part);
                else
                    out.push_back(text[i]);
            }
        });
        text = std::move(out);
    }

private:
    static std::string utf8Of(const Chars &text, std::size_t begin, std::size_t end)
    {
        std::string utf8;
        for (std::size_t i = begin; i < end; ++i)
            append(utf8, text[i].c);
        return utf8;
    }

    /// Characters beyond those replaced come from the last of them; of too many, the last ones vanish.
    static void replace(Chars &out, const Chars &text, std::size_t begin, std::size_t end, const char *with)
    {
        std::size_t at = begin;
        for (const Char &item : charsOf(with)) {
            const Char &from = text[std::min(at, end - 1)];
            out.push_back({item.c, from.begin, from.end});
            ++at;
        }
    }

    template<class Take>
    static void eachGrapheme(const Chars &text, Take &&take)
    {
        std::vector<std::size_t> charOfUnit;
        icu::UnicodeString units;
        bool plain = true;
        for (std::size_t i = 0; i < text.size(); ++i) {
            units.append(static_cast<UChar32>(text[i].c));
            charOfUnit.resize(static_cast<std::size_t>(units.length()), i);
            plain &= text[i].c < 0x300 && text[i].c != '\r';
        }
        charOfUnit.push_back(text.size());
        if (plain) {
            for (std::size_t i = 0; i < text.size(); ++i)
                take(i, i + 1);
            return;
        }
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::BreakIterator> breaks(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status))
            throw Failure({}, "ICU's data for character boundaries are missing");
        breaks->setText(units);
        for (int32_t begin = breaks->first(), end = breaks->next(); end != icu::BreakIterator::DONE;
             begin = end, end = breaks->next())
            take(charOfUnit[begin], charOfUnit[end]);
    }

    CharsMap m_map;
};

} // namespace

std::unique_ptr<Normalizer> makePrecompiled(const nlohmann::json &object, const Origin &origin)
{
    if (object.contains("precompiled_charsmap") && object["precompiled_charsmap"].is_null())
        return nullptr;
    const std::string bytes = fromBase64(origin.text(object, "precompiled_charsmap"), origin);
    return bytes.empty() ? nullptr : std::make_unique<Precompiled>(bytes, origin);
}

std::string toBase64(std::string_view bytes)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (int i = 3; i >= 0; --i)
            text += at + static_cast<std::size_t>(3 - i) <= bytes.size() ? alphabet[bits >> (6 * i) & 63] : '=';
    }
    return text;
}

} // namespace deltascope::text
