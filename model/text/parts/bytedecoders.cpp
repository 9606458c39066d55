#include "text/parts/decoders.h"
#include "text/parts/kinds.h"

#include "core/utf8.h"

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

} // namespace

std::unique_ptr<Decoder> makeByteLevelDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, ByteLevelDecoder>(object, origin);
}

std::unique_ptr<Decoder> makeByteFallbackDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, ByteFallbackDecoder>(object, origin);
}

} // namespace deltascope::text
