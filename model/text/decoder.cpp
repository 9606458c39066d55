#include "text/parts.h"

#include "core/utf8.h"

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
        const int wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 1;
        const bool secondFits = (second & 0xC0) == 0x80 && !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second >= 0xA0)
            && !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second >= 0x90);
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
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

class WordPieceDecoder : public Decoder {
public:
    WordPieceDecoder(const nlohmann::json &object, const Origin &origin)
        : m_prefix(object.contains("prefix") ? origin.text(object, "prefix") : "##"), m_cleans(origin.flag(object, "cleanup", true))
    {
    }
    std::vector<std::string> apply(std::vector<std::string> tokens) const override
    {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            std::string &token = tokens[i];
            if (i > 0)
                token = token.compare(0, m_prefix.size(), m_prefix) == 0 ? token.substr(m_prefix.size()) : " " + token;
            if (m_cleans)
                for (const auto &[from, to] : {std::pair(" .", "."), {" ?", "?"}, {" !", "!"}, {" ,", ","}, {" ' ", "'"}, {" n't", "n't"},
                                               {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}})
                    token = replaced(std::move(token), from, to);
        }
        return tokens;
    }

private:
    std::string m_prefix;
    bool m_cleans;
};

class DecoderSequence : public Decoder {
public:
    explicit DecoderSequence(std::vector<std::unique_ptr<Decoder>> parts) : m_parts(std::move(parts)) {}
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
    if (type == "Sequence") {
        std::vector<std::unique_ptr<Decoder>> parts;
        for (const nlohmann::json &part : origin.member(object, "decoders"))
            parts.push_back(makeDecoder(part, origin));
        return std::make_unique<DecoderSequence>(std::move(parts));
    }
    origin.refuse("decoder.type", "ByteLevel, WordPiece or Sequence", type);
}

} // namespace deltascope::text
