#include "text/parts/kinds.h"
#include "text/parts/normalform.h"
#include "text/parts/pattern.h"
#include "text/parts/precompiled.h"
#include "text/parts/rewriting.h"

#include <unicode/ustring.h>

#include <algorithm>

namespace deltascope::text {

namespace {

bool isChinese(char32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF)
           || (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF)
           || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool isControl(char32_t c)
{
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK)) != 0;
}

/// Lower case of one character without its neighbours, as Rust's char::to_lowercase.
std::u32string lowered(char32_t c)
{
    UChar in[2], out[16];
    int32_t inLength = 0;
    UErrorCode status = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(in, inLength, static_cast<UChar32>(c));
    const int32_t length = u_strToLower(out, 16, in, inLength, "", &status);
    std::u32string text;
    for (int32_t i = 0; i < length;) {
        UChar32 next;
        U16_NEXT(out, i, length, next);
        text += static_cast<char32_t>(next);
    }
    return text;
}

/// Drops marks that take no room; StripAccents drops all.
class BertNormalizer : public Normalizer {
public:
    BertNormalizer(const nlohmann::json &object, const Origin &origin)
        : m_clean(origin.flag(object, "clean_text", true))
        , m_chinese(origin.flag(object, "handle_chinese_chars", true))
        , m_lower(origin.flag(object, "lowercase", true))
        , m_strip(origin.flag(object, "strip_accents", m_lower))
    {
    }
    void apply(Chars &text) const override
    {
        if (m_clean) {
            std::erase_if(text, [](const Char &item) { return item.c == 0 || item.c == 0xFFFD || isControl(item.c); });
            for (Char &item : text)
                item.c = isSpace(item.c) ? U' ' : item.c;
        }
        if (m_chinese)
            replaceEach(text, [](char32_t c) {
                return isChinese(c) ? std::u32string{U' ', c, U' '} : std::u32string(1, c);
            });
        if (m_strip) {
            NormalForm(NormalForm::Kind::Canonical, NormalForm::Result::Decomposed).apply(text);
            dropCategories(text, U_GC_MN_MASK);
        }
        if (m_lower)
            replaceEach(text, lowered);
    }

private:
    bool m_clean, m_chinese, m_lower, m_strip;
};

class Lowercase : public Normalizer {
public:
    void apply(Chars &text) const override { replaceEach(text, lowered); }
};

class StripAccents : public Normalizer {
public:
    void apply(Chars &text) const override { dropCategories(text, U_GC_M_MASK); }
};

class Replace : public Normalizer {
public:
    Replace(const nlohmann::json &object, const Origin &origin)
        : m_pattern(origin.member(object, "pattern"), origin)
        , m_content(charsOf(origin.text(object, "content")))
    {
    }
    /// What is put in comes from the last character that it replaces.
    void apply(Chars &text) const override
    {
        Chars out;
        for (const SplitPattern::Range &range : m_pattern.ranges(text)) {
            if (range.matches)
                for (const Char &item : m_content)
                    out.push_back({item.c, text[range.end - 1].begin, text[range.end - 1].end});
            else
                out.insert(out.end(), text.begin() + static_cast<std::ptrdiff_t>(range.begin),
                           text.begin() + static_cast<std::ptrdiff_t>(range.end));
        }
        text = std::move(out);
    }

private:
    SplitPattern m_pattern;
    Chars m_content;
};

class Prepend : public Normalizer {
public:
    Prepend(const nlohmann::json &object, const Origin &origin)
        : m_content(charsOf(origin.text(object, "prepend")))
    {
    }
    void apply(Chars &text) const override
    {
        if (text.empty())
            return;
        Chars out;
        for (const Char &item : m_content)
            out.push_back({item.c, text.front().begin, text.front().end});
        text.insert(text.begin(), out.begin(), out.end());
    }

private:
    Chars m_content;
};

class Strip : public Normalizer {
public:
    Strip(const nlohmann::json &object, const Origin &origin)
        : m_left(origin.flag(object, "strip_left", true))
        , m_right(origin.flag(object, "strip_right", true))
    {
    }
    void apply(Chars &text) const override
    {
        const auto isText = [](const Char &item) { return !isSpace(item.c); };
        if (m_right)
            text.erase(std::find_if(text.rbegin(), text.rend(), isText).base(), text.end());
        if (m_left)
            text.erase(text.begin(), std::find_if(text.begin(), text.end(), isText));
    }

private:
    bool m_left, m_right;
};

/// The clean-up of the Moses scripts that SentencePiece's nmt rules hold.
class Nmt : public Normalizer {
public:
    void apply(Chars &text) const override
    {
        std::erase_if(text, [](const Char &item) {
            const char32_t c = item.c;
            return (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F || c == 0x8F
                   || c == 0x9F;
        });
        for (Char &item : text) {
            const char32_t c = item.c;
            if (c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 || (c >= 0x200B && c <= 0x200F)
                || c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF || c == 0xFFFD)
                item.c = U' ';
        }
    }
};

class ByteLevelNormalizer : public Normalizer {
public:
    void apply(Chars &text) const override
    {
        replaceEach(text, [](char32_t c) {
            std::string utf8;
            append(utf8, c);
            std::u32string bytes;
            for (const char byte : utf8)
                bytes += byteToChar(static_cast<unsigned char>(byte));
            return bytes;
        });
    }
};

class NormalizerSequence : public Normalizer {
public:
    NormalizerSequence(const nlohmann::json &object, const Origin &origin)
        : m_parts(makeList(object, "normalizers", origin, makeNormalizer))
    {
    }
    void apply(Chars &text) const override
    {
        for (const auto &part : m_parts)
            part->apply(text);
    }

private:
    std::vector<std::unique_ptr<Normalizer>> m_parts;
};

template<NormalForm::Kind kind, NormalForm::Result result>
std::unique_ptr<Normalizer> makeForm(const nlohmann::json &, const Origin &)
{
    return std::make_unique<NormalForm>(kind, result);
}

using enum NormalForm::Kind;
using enum NormalForm::Result;
constexpr Kind<Normalizer> kinds[] = {
    {"BertNormalizer", make<Normalizer, BertNormalizer>},
    {"Lowercase", make<Normalizer, Lowercase>},
    {"StripAccents", make<Normalizer, StripAccents>},
    {"Strip", make<Normalizer, Strip>},
    {"NFC", makeForm<Canonical, Composed>},
    {"NFD", makeForm<Canonical, Decomposed>},
    {"NFKC", makeForm<Compatible, Composed>},
    {"NFKD", makeForm<Compatible, Decomposed>},
    {"Replace", make<Normalizer, Replace>},
    {"Prepend", make<Normalizer, Prepend>},
    {"Nmt", make<Normalizer, Nmt>},
    {"Precompiled", makePrecompiled},
    {"ByteLevel", make<Normalizer, ByteLevelNormalizer>},
    {"Sequence", make<Normalizer, NormalizerSequence>},
};

} // namespace

std::unique_ptr<Normalizer> makeNormalizer(const nlohmann::json &object, const Origin &origin)
{
    return object.is_null() ? nullptr : makeOf<Normalizer>(kinds, "normalizer.type", object, origin);
}

} // namespace deltascope::text
