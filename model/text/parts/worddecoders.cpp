#include "text/parts/decoders.h"
#include "text/parts/kinds.h"

#include <algorithm>

namespace deltascope::text {

namespace {

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

} // namespace

std::unique_ptr<Decoder> makeWordPieceDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, WordPieceDecoder>(object, origin);
}

std::unique_ptr<Decoder> makeMetaspaceDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, MetaspaceDecoder>(object, origin);
}

std::unique_ptr<Decoder> makeBpeDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, BpeDecoder>(object, origin);
}

std::unique_ptr<Decoder> makeCtcDecoder(const nlohmann::json &object, const Origin &origin)
{
    return make<Decoder, CtcDecoder>(object, origin);
}

} // namespace deltascope::text
