#include "text/parts.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

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

/// Every character replaced by `replacements(c)`, which keep its origin.
template<class F>
void replaceEach(Chars &text, F &&replacements)
{
    Chars out;
    out.reserve(text.size());
    for (const Char &item : text)
        for (const char32_t c : replacements(item.c))
            out.push_back({c, item.begin, item.end});
    text = std::move(out);
}

std::u32string decomposed(char32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFDInstance(&status);
    UChar buffer[64];
    const int32_t length = unorm2_getDecomposition(form, static_cast<UChar32>(c), buffer, 64, &status);
    if (length < 0 || U_FAILURE(status))
        return std::u32string(1, c);
    std::u32string out;
    for (int32_t i = 0; i < length;) {
        UChar32 next;
        U16_NEXT(buffer, i, length, next);
        out += static_cast<char32_t>(next);
    }
    return out;
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

void stripAccents(Chars &text)
{
    std::erase_if(text, [](const Char &item) { return u_charType(static_cast<UChar32>(item.c)) == U_NON_SPACING_MARK; });
}

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
            replaceEach(text, [](char32_t c) { return isChinese(c) ? std::u32string{U' ', c, U' '} : std::u32string(1, c); });
        if (m_strip) {
            replaceEach(text, decomposed);
            stripAccents(text);
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
    void apply(Chars &text) const override { stripAccents(text); }
};

class Decompose : public Normalizer {
public:
    void apply(Chars &text) const override { replaceEach(text, decomposed); }
};

class NormalizerSequence : public Normalizer {
public:
    NormalizerSequence(const nlohmann::json &list, const Origin &origin)
    {
        for (const nlohmann::json &object : list)
            m_parts.push_back(makeNormalizer(object, origin));
    }
    void apply(Chars &text) const override
    {
        for (const auto &part : m_parts)
            part->apply(text);
    }

private:
    std::vector<std::unique_ptr<Normalizer>> m_parts;
};

} // namespace

std::unique_ptr<Normalizer> makeNormalizer(const nlohmann::json &object, const Origin &origin)
{
    if (object.is_null())
        return nullptr;
    const std::string type = origin.text(object, "type");
    if (type == "BertNormalizer")
        return std::make_unique<BertNormalizer>(object, origin);
    if (type == "Lowercase")
        return std::make_unique<Lowercase>();
    if (type == "StripAccents")
        return std::make_unique<StripAccents>();
    if (type == "NFD")
        return std::make_unique<Decompose>();
    if (type == "Sequence")
        return std::make_unique<NormalizerSequence>(origin.member(object, "normalizers"), origin);
    origin.refuse("normalizer.type", "BertNormalizer, Lowercase, StripAccents, NFD or Sequence", type);
}

} // namespace deltascope::text
