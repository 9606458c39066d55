#include "text/pattern.h"

#include "core/utf8.h"

#include <algorithm>
#include <cctype>

namespace deltascope::text {

namespace {

/// Bytes as text, every sequence that is not UTF-8 as one U+FFFD (Rust's from_utf8_lossy: one for the longest valid
/// beginning).
std::string lossy(const std::string &bytes)
{
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto next = utf8::decode(bytes, at);
        if (next.length) {
            out.append(bytes, at, next.length);
            at += next.length;
            continue;
        }
        append(out, 0xFFFD);
        const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0; };
        const unsigned char lead = byte(at), second = byte(at + 1);
        const int wanted = lead >= 0xF0 && lead <= 0xF4  ? 4
                           : lead >= 0xE0 && lead < 0xF0 ? 3
                           : lead >= 0xC2 && lead < 0xE0 ? 2
                                                         : 1;
        const bool secondFits = (second & 0xC0) == 0x80 && !(lead == 0xE0 && second < 0xA0)
                                && !(lead == 0xED && second >= 0xA0) && !(lead == 0xF0 && second < 0x90)
                                && !(lead == 0xF4 && second >= 0x90);
        std::size_t length = 1;
        while (wanted > 1 && secondFits && static_cast<int>(length) < wanted && (byte(at + length) & 0xC0) == 0x80)
            ++length;
        at += length;
    }
    return out;
}

class ByteLevelDecoder : public Decoder {
public:
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        std::string bytes;
        for (const std::string &token : tokens) {
            std::string mapped;
            bool all = true;
            for (const Char &item : charsOf(token)) {
                const int byte = charToByte(item.c);
                all &= byte >= 0;
                mapped += static_cast<char>(byte);
            }
            bytes += all ? mapped : token;
        }
        return {lossy(bytes)};
    }
};

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// What tokenizers' WordPiece decoder makes of artefacts of splitting English.
std::string wordPieceCleanUp(std::string text)
{
    for (const auto &[from, to] : {std::pair(" .", "."),
                                   {" ?", "?"},
                                   {" !", "!"},
                                   {" ,", ","},
                                   {" ' ", "'"},
                                   {" n't", "n't"},
                                   {" 'm", "'m"},
                                   {" do not", " don't"},
                                   {" 's", "'s"},
                                   {" 've", "'ve"},
                                   {" 're", "'re"}})
        text = replaced(std::move(text), from, to);
    return text;
}

class WordPieceDecoder : public Decoder {
public:
    WordPieceDecoder(const nlohmann::json &object, const Origin &origin)
        : m_prefix(object.contains("prefix") ? origin.text(object, "prefix") : "##")
        , m_cleans(origin.flag(object, "cleanup", true))
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            std::string &token = tokens[i];
            if (i > 0)
                token = token.compare(0, m_prefix.size(), m_prefix) == 0 ? token.substr(m_prefix.size()) : " " + token;
            if (m_cleans)
                token = wordPieceCleanUp(std::move(token));
        }
        return tokens;
    }

private:
    std::string m_prefix;
    bool m_cleans;
};

class MetaspaceDecoder : public Decoder {
public:
    MetaspaceDecoder(const nlohmann::json &object, const Origin &origin)
        : m_sign(object.contains("replacement") ? origin.text(object, "replacement") : "\u2581")
        , m_dropsFirst(prependScheme(object, origin) != "never")
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size(); ++i)
            tokens[i] = replaced(std::move(tokens[i]), m_sign, i == 0 && m_dropsFirst ? "" : " ");
        return tokens;
    }

private:
    std::string m_sign;
    bool m_dropsFirst;
};

/// Tokens that stand for bytes become the text that these bytes are, or one U+FFFD for each.
class ByteFallbackDecoder : public Decoder {
public:
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        std::vector<std::string> out;
        std::string bytes;
        const auto flush = [&] {
            if (bytes.empty())
                return;
            if (utf8::valid(bytes))
                out.push_back(bytes);
            else
                for (std::size_t i = 0; i < bytes.size(); ++i)
                    append(out.emplace_back(), 0xFFFD);
            bytes.clear();
        };
        for (std::string &token : tokens) {
            if (const int byte = byteOf(token); byte >= 0) {
                bytes += static_cast<char>(byte);
                continue;
            }
            flush();
            out.push_back(std::move(token));
        }
        flush();
        return out;
    }

private:
    static int byteOf(const std::string &token)
    {
        if (token.size() != 6 || token.compare(0, 3, "<0x") != 0 || token[5] != '>'
            || !std::isxdigit(static_cast<unsigned char>(token[3]))
            || !std::isxdigit(static_cast<unsigned char>(token[4])))
            return -1;
        return std::stoi(token.substr(3, 2), nullptr, 16);
    }
};

class FuseDecoder : public Decoder {
public:
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        std::string all;
        for (const std::string &token : tokens)
            all += token;
        return {all};
    }
};

class ReplaceDecoder : public Decoder {
public:
    ReplaceDecoder(const nlohmann::json &object, const Origin &origin)
        : m_pattern(origin.member(object, "pattern"), origin)
        , m_content(origin.text(object, "content"))
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (std::string &token : tokens) {
            const Chars chars = charsOf(token);
            std::string out;
            for (const SplitPattern::Range &range : m_pattern.ranges(chars))
                out += range.matches ? m_content
                                     : toUtf8(Chars(chars.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                                    chars.begin() + static_cast<std::ptrdiff_t>(range.end)));
            token = std::move(out);
        }
        return tokens;
    }

private:
    SplitPattern m_pattern;
    std::string m_content;
};

/// Up to `start` and `stop` times a character at the ends of every token.
class StripDecoder : public Decoder {
public:
    StripDecoder(const nlohmann::json &object, const Origin &origin)
        : m_content(origin.text(object, "content"))
    {
        for (const auto &[key, count] : {std::pair("start", &m_start), {"stop", &m_stop}}) {
            const nlohmann::json &value = origin.member(object, key);
            if (!value.is_number_integer() || value < 0)
                origin.refuse(std::string("decoder.") + key, "a whole number", value);
            *count = value.get<std::size_t>();
        }
        if (m_content.empty())
            origin.refuse("decoder.content", "one character", object["content"]);
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        const std::size_t size = m_content.size();
        for (std::string &token : tokens) {
            for (std::size_t i = 0; i < m_start && token.compare(0, size, m_content) == 0; ++i)
                token.erase(0, size);
            for (std::size_t i = 0;
                 i < m_stop && token.size() >= size && token.compare(token.size() - size, size, m_content) == 0; ++i)
                token.erase(token.size() - size);
        }
        return tokens;
    }

private:
    std::string m_content;
    std::size_t m_start = 0, m_stop = 0;
};

class BpeDecoder : public Decoder {
public:
    BpeDecoder(const nlohmann::json &object, const Origin &origin)
        : m_suffix(object.contains("suffix") ? origin.text(object, "suffix") : "</w>")
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size() && !m_suffix.empty(); ++i)
            tokens[i] = replaced(std::move(tokens[i]), m_suffix, i + 1 == tokens.size() ? "" : " ");
        return tokens;
    }

private:
    std::string m_suffix;
};

/// Connectionist temporal classification: repeats and pads vanish, the delimiter is a blank.
class CtcDecoder : public Decoder {
public:
    CtcDecoder(const nlohmann::json &object, const Origin &origin)
        : m_pad(object.contains("pad_token") ? origin.text(object, "pad_token") : "<pad>")
        , m_delimiter(object.contains("word_delimiter_token") ? origin.text(object, "word_delimiter_token") : "|")
        , m_cleans(origin.flag(object, "cleanup", true))
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
        std::vector<std::string> out;
        for (std::string &token : tokens) {
            token = replaced(std::move(token), m_pad, "");
            if (m_cleans)
                token = replaced(wordPieceCleanUp(std::move(token)), m_delimiter, " ");
            if (!token.empty())
                out.push_back(std::move(token));
        }
        return out;
    }

private:
    std::string m_pad, m_delimiter;
    bool m_cleans;
};

class DecoderSequence : public Decoder {
public:
    explicit DecoderSequence(std::vector<std::unique_ptr<Decoder>> parts)
        : m_parts(std::move(parts))
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (const auto &part : m_parts)
            tokens = part->apply(std::move(tokens));
        return tokens;
    }

private:
    std::vector<std::unique_ptr<Decoder>> m_parts;
};

} // namespace

std::unique_ptr<Decoder> makeDecoder(const nlohmann::json &object, const Origin &origin)
{
    if (object.is_null())
        return nullptr;
    const std::string type = origin.text(object, "type");
    if (type == "ByteLevel")
        return std::make_unique<ByteLevelDecoder>();
    if (type == "WordPiece")
        return std::make_unique<WordPieceDecoder>(object, origin);
    if (type == "Metaspace")
        return std::make_unique<MetaspaceDecoder>(object, origin);
    if (type == "ByteFallback")
        return std::make_unique<ByteFallbackDecoder>();
    if (type == "Fuse")
        return std::make_unique<FuseDecoder>();
    if (type == "Replace")
        return std::make_unique<ReplaceDecoder>(object, origin);
    if (type == "Strip")
        return std::make_unique<StripDecoder>(object, origin);
    if (type == "BPEDecoder")
        return std::make_unique<BpeDecoder>(object, origin);
    if (type == "CTC")
        return std::make_unique<CtcDecoder>(object, origin);
    if (type == "Sequence") {
        std::vector<std::unique_ptr<Decoder>> parts;
        for (const nlohmann::json &part : origin.member(object, "decoders"))
            parts.push_back(makeDecoder(part, origin));
        return std::make_unique<DecoderSequence>(std::move(parts));
    }
    origin.refuse("decoder.type",
                  "ByteLevel, WordPiece, Metaspace, BPEDecoder, ByteFallback, Fuse, Replace, Strip, CTC or Sequence",
                  type);
}

} // namespace deltascope::text
