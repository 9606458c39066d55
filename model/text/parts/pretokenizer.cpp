#include "text/parts/kinds.h"
#include "text/parts/splits.h"

namespace deltascope::text {

namespace {

/// Runs `next(piece, at)`, which returns the end of the piece that begins at `at`, over every piece.
template<class Next>
void splitEach(std::vector<Chars> &pieces, Next &&next)
{
    std::vector<Chars> out;
    for (const Chars &piece : pieces)
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t end = next(piece, at);
            out.emplace_back(piece.begin() + static_cast<std::ptrdiff_t>(at),
                             piece.begin() + static_cast<std::ptrdiff_t>(end));
            at = end;
        }
    pieces = std::move(out);
}

/// End of the match at `at` of GPT-2's pattern:
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
std::size_t gpt2End(const Chars &text, std::size_t at)
{
    const auto at_ = [&](std::size_t i) { return i < text.size() ? text[i].c : U'\0'; };
    if (text[at].c == '\'') {
        for (const std::u32string_view ending : {U"s", U"t", U"re", U"ve", U"m", U"ll", U"d"}) {
            std::size_t same = 0;
            while (same < ending.size() && at + 1 + same < text.size() && at_(at + 1 + same) == ending[same])
                ++same;
            if (same == ending.size())
                return at + 1 + same;
        }
    }
    const auto run = [&](std::size_t from, auto &&belongs) {
        while (from < text.size() && belongs(text[from].c))
            ++from;
        return from;
    };
    const std::size_t word = text[at].c == ' ' && at + 1 < text.size() && !isSpace(text[at + 1].c) ? at + 1 : at;
    const char32_t c = text[word].c;
    if (isLetter(c))
        return run(word, isLetter);
    if (isNumber(c))
        return run(word, isNumber);
    if (!isSpace(c))
        return run(word, [](char32_t x) { return !isSpace(x) && !isLetter(x) && !isNumber(x); });
    // Blanks: all of them at the end of the text, else all but the last, which goes with what follows.
    const std::size_t end = run(at, isSpace);
    return end == text.size() || end == at + 1 ? end : end - 1;
}

class ByteLevel : public PreTokenizer {
public:
    ByteLevel(const nlohmann::json &object, const Origin &origin)
        : m_addSpace(origin.flag(object, "add_prefix_space", true))
        , m_splits(origin.flag(object, "use_regex", true))
    {
    }
    void apply(std::vector<Chars> &pieces) const override
    {
        if (m_addSpace)
            for (Chars &piece : pieces)
                if (!piece.empty() && piece.front().c != ' ')
                    piece.insert(piece.begin(), {U' ', piece.front().begin, piece.front().end});
        if (m_splits)
            splitEach(pieces, gpt2End);
        for (Chars &piece : pieces) {
            Chars bytes;
            for (const Char &item : piece) {
                std::string utf8;
                append(utf8, item.c);
                for (const char byte : utf8)
                    bytes.push_back({byteToChar(static_cast<unsigned char>(byte)), item.begin, item.end});
            }
            piece = std::move(bytes);
        }
    }

private:
    bool m_addSpace, m_splits;
};

/// Splits at blanks, which vanish, and around every punctuation character.
class BertPreTokenizer : public PreTokenizer {
public:
    void apply(std::vector<Chars> &pieces) const override
    {
        splitEach(pieces, [](const Chars &text, std::size_t at) {
            if (isSpace(text[at].c) || isPunctuation(text[at].c))
                return at + 1;
            std::size_t end = at + 1;
            while (end < text.size() && !isSpace(text[end].c) && !isPunctuation(text[end].c))
                ++end;
            return end;
        });
        std::erase_if(pieces, [](const Chars &piece) { return isSpace(piece.front().c); });
    }
};

/// SentencePiece's way: blanks become a visible sign, each word begins with one (tokenizers' metaspace.rs).
class Metaspace : public PreTokenizer {
public:
    Metaspace(const nlohmann::json &object, const Origin &origin)
        : m_splits(origin.flag(object, "split", true))
    {
        const Chars sign = charsOf(object.contains("replacement") ? origin.text(object, "replacement") : "\u2581");
        if (sign.size() != 1)
            origin.refuse("pre_tokenizer.replacement", "one character", object["replacement"]);
        m_sign = sign[0].c;
        m_scheme = prependScheme(object, origin);
    }
    void apply(std::vector<Chars> &pieces) const override
    {
        std::vector<Chars> out;
        for (Chars &piece : pieces) {
            for (Char &item : piece)
                item.c = item.c == ' ' ? m_sign : item.c;
            const bool begins
                = !piece.empty() && (m_scheme == "always" || (m_scheme == "first" && piece.front().begin == 0));
            if (begins && piece.front().c != m_sign)
                piece.insert(piece.begin(), {m_sign, piece.front().begin, piece.front().end});
            if (!m_splits) {
                out.push_back(std::move(piece));
                continue;
            }
            for (std::size_t at = 0; at < piece.size();) {
                std::size_t end = at + 1;
                while (end < piece.size() && piece[end].c != m_sign)
                    ++end;
                out.emplace_back(piece.begin() + static_cast<std::ptrdiff_t>(at),
                                 piece.begin() + static_cast<std::ptrdiff_t>(end));
                at = end;
            }
        }
        pieces = std::move(out);
    }

private:
    char32_t m_sign;
    std::string m_scheme;
    bool m_splits;
};

class PreTokenizerSequence : public PreTokenizer {
public:
    PreTokenizerSequence(const nlohmann::json &object, const Origin &origin)
        : m_parts(makeList(object, "pretokenizers", origin, makePreTokenizer))
    {
    }
    void apply(std::vector<Chars> &pieces) const override
    {
        for (const auto &part : m_parts)
            part->apply(pieces);
    }

private:
    std::vector<std::unique_ptr<PreTokenizer>> m_parts;
};

} // namespace

std::string prependScheme(const nlohmann::json &object, const Origin &origin)
{
    if (!object.contains("prepend_scheme")) // files before tokenizers 0.15
        return origin.flag(object, "add_prefix_space", true) ? "always" : "never";
    std::string scheme = origin.text(object, "prepend_scheme");
    if (scheme != "always" && scheme != "first" && scheme != "never")
        origin.refuse("prepend_scheme", "always, first or never", object["prepend_scheme"]);
    return scheme;
}

std::unique_ptr<PreTokenizer> makePreTokenizer(const nlohmann::json &object, const Origin &origin)
{
    if (object.is_null())
        return nullptr;
    const std::string type = origin.text(object, "type");
    if (type == "ByteLevel")
        return std::make_unique<ByteLevel>(object, origin);
    if (type == "BertPreTokenizer")
        return std::make_unique<BertPreTokenizer>();
    if (type == "Metaspace")
        return std::make_unique<Metaspace>(object, origin);
    if (auto splitting = makeSplitting(object, origin))
        return splitting;
    if (type == "Sequence")
        return std::make_unique<PreTokenizerSequence>(object, origin);
    origin.refuse("pre_tokenizer.type",
                  "ByteLevel, BertPreTokenizer, Metaspace, Split, Punctuation, Digits, Whitespace, WhitespaceSplit, "
                  "CharDelimiterSplit, "
                  "UnicodeScripts, FixedLength or Sequence",
                  type);
}

} // namespace deltascope::text
