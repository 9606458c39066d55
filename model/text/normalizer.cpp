#include "text/pattern.h"
#include "text/precompiled.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
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

std::u32string decomposed(char32_t c, const UNormalizer2 *form)
{
    UErrorCode status = U_ZERO_ERROR;
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

/// BERT drops marks that take no room, StripAccents all.
void dropMarks(Chars &text, std::uint32_t categories)
{
    std::erase_if(text,
                  [&](const Char &item) { return (U_GET_GC_MASK(static_cast<UChar32>(item.c)) & categories) != 0; });
}

/// NFD, NFC, NFKD or NFKC. A composed character comes from where its first part came from.
class NormalForm : public Normalizer {
public:
    enum class Kind { Canonical, Compatible };
    enum class Result { Decomposed, Composed };
    NormalForm(Kind kind, Result result)
        : m_result(result)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_form = kind == Kind::Canonical ? unorm2_getNFCInstance(&status) : unorm2_getNFKCInstance(&status);
    }
    void apply(Chars &text) const override
    {
        replaceEach(text, [this](char32_t c) { return decomposed(c, m_form); });
        order(text);
        if (m_result == Result::Composed)
            compose(text);
    }

private:
    static int classOf(const Char &item) { return u_getCombiningClass(static_cast<UChar32>(item.c)); }
    /// Marks behind a character in the order of their classes.
    static void order(Chars &text)
    {
        for (auto begin = text.begin(); begin != text.end();) {
            if (classOf(*begin) == 0) {
                ++begin;
                continue;
            }
            const auto end = std::find_if(begin, text.end(), [](const Char &item) { return classOf(item) == 0; });
            std::stable_sort(begin, end, [](const Char &a, const Char &b) { return classOf(a) < classOf(b); });
            begin = end;
        }
    }
    void compose(Chars &text) const
    {
        Chars out;
        std::size_t starter = 0;
        bool hasStarter = false;
        int last = -1; // class of the last character that stayed behind the starter; -1: none
        for (const Char &item : text) {
            const int own = classOf(item);
            if (hasStarter && (last < own || last == -1) && !(last == 0)) {
                const UChar32 both
                    = unorm2_composePair(m_form, static_cast<UChar32>(out[starter].c), static_cast<UChar32>(item.c));
                if (both >= 0) {
                    out[starter].c = static_cast<char32_t>(both);
                    continue;
                }
            }
            out.push_back(item);
            if (own == 0) {
                starter = out.size() - 1;
                hasStarter = true;
                last = -1;
            } else {
                last = own;
            }
        }
        text = std::move(out);
    }

    Result m_result;
    const UNormalizer2 *m_form;
};

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
            dropMarks(text, U_GC_MN_MASK);
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
    void apply(Chars &text) const override { dropMarks(text, U_GC_M_MASK); }
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
    NormalizerSequence(const nlohmann::json &list, const Origin &origin)
    {
        for (const nlohmann::json &object : list)
            if (auto part = makeNormalizer(object, origin))
                m_parts.push_back(std::move(part));
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
    using Form = NormalForm;
    if (type == "NFD" || type == "NFKD" || type == "NFC" || type == "NFKC")
        return std::make_unique<Form>(type.size() == 4 ? Form::Kind::Compatible : Form::Kind::Canonical,
                                      type.back() == 'D' ? Form::Result::Decomposed : Form::Result::Composed);
    if (type == "Replace")
        return std::make_unique<Replace>(object, origin);
    if (type == "Prepend")
        return std::make_unique<Prepend>(object, origin);
    if (type == "Strip")
        return std::make_unique<Strip>(object, origin);
    if (type == "Nmt")
        return std::make_unique<Nmt>();
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelNormalizer>();
    if (type == "Precompiled")
        return makePrecompiled(object, origin);
    if (type == "Sequence")
        return std::make_unique<NormalizerSequence>(origin.member(object, "normalizers"), origin);
    origin.refuse("normalizer.type",
                  "BertNormalizer, Lowercase, StripAccents, Strip, NFC, NFD, NFKC, NFKD, Replace, Prepend, Nmt, "
                  "Precompiled, ByteLevel "
                  "or Sequence",
                  type);
}

} // namespace deltascope::text
