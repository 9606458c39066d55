#include "text/parts/decoders.h"
#include "text/parts/kinds.h"
#include "text/parts/pattern.h"

namespace deltascope::text {

namespace {

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

class DecoderSequence : public Decoder {
public:
    DecoderSequence(const nlohmann::json &object, const Origin &origin)
        : m_parts(makeList(object, "decoders", origin, makeDecoder))
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

constexpr Kind<Decoder> kinds[] = {
    {"ByteLevel", makeByteLevelDecoder},
    {"WordPiece", makeWordPieceDecoder},
    {"Metaspace", makeMetaspaceDecoder},
    {"BPEDecoder", makeBpeDecoder},
    {"ByteFallback", makeByteFallbackDecoder},
    {"Fuse", make<Decoder, FuseDecoder>},
    {"Replace", make<Decoder, ReplaceDecoder>},
    {"Strip", make<Decoder, StripDecoder>},
    {"CTC", makeCtcDecoder},
    {"Sequence", make<Decoder, DecoderSequence>},
};

} // namespace

std::unique_ptr<Decoder> makeDecoder(const nlohmann::json &object, const Origin &origin)
{
    return object.is_null() ? nullptr : makeOf<Decoder>(kinds, "decoder.type", object, origin);
}

} // namespace deltascope::text
