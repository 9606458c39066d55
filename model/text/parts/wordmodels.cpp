#include "text/parts/models.h"

namespace deltascope::text {

namespace {

class WordPiece : public VocabularyModel {
public:
    WordPiece(const nlohmann::json &object, const Origin &origin)
        : VocabularyModel(object, origin)
    {
        const std::string unknown = optionalText(object, "unk_token", origin);
        const auto known = id(unknown.empty() ? "[UNK]" : unknown);
        if (!known)
            origin.refuse("model.unk_token", "a token of the vocabulary", unknown);
        m_unknown = *known;
        m_prefix
            = object.contains("continuing_subword_prefix") ? origin.text(object, "continuing_subword_prefix") : "##";
        const auto longest = object.find("max_input_chars_per_word");
        if (longest != object.end() && (!longest->is_number_integer() || *longest < 0))
            origin.refuse("model.max_input_chars_per_word", "a whole number", *longest);
        m_longest = longest == object.end() ? 100 : longest->get<std::size_t>();
    }

    void tokenize(const Chars &piece, std::vector<Token> &tokens) const override
    {
        std::vector<Token> found;
        for (std::size_t begin = 0; begin < piece.size() && piece.size() <= m_longest;) {
            std::size_t end = piece.size();
            std::optional<std::int64_t> known;
            for (; end > begin && !known; --end) {
                const auto from = piece.begin() + static_cast<std::ptrdiff_t>(begin),
                           to = piece.begin() + static_cast<std::ptrdiff_t>(end);
                known = id((begin > 0 ? m_prefix : "") + toUtf8(Chars(from, to)));
            }
            if (!known)
                break;
            ++end;
            found.push_back({*known, piece[begin].begin, piece[end - 1].end});
            begin = end;
            if (begin == piece.size()) {
                tokens.insert(tokens.end(), found.begin(), found.end());
                return;
            }
        }
        tokens.push_back({m_unknown, piece.front().begin, piece.back().end});
    }

private:
    std::int64_t m_unknown;
    std::string m_prefix;
    std::size_t m_longest;
};

class WordLevel : public VocabularyModel {
public:
    WordLevel(const nlohmann::json &object, const Origin &origin)
        : VocabularyModel(object, origin)
        , m_unknown(id(optionalText(object, "unk_token", origin)))
    {
    }
    void tokenize(const Chars &piece, std::vector<Token> &tokens) const override
    {
        auto known = id(toUtf8(piece));
        if (!known)
            known = m_unknown;
        if (known)
            tokens.push_back({*known, piece.front().begin, piece.back().end});
    }

private:
    std::optional<std::int64_t> m_unknown;
};

} // namespace

std::unique_ptr<Model> makeWordPiece(const nlohmann::json &object, const Origin &origin)
{
    return std::make_unique<WordPiece>(object, origin);
}

std::unique_ptr<Model> makeWordLevel(const nlohmann::json &object, const Origin &origin)
{
    return std::make_unique<WordLevel>(object, origin);
}

} // namespace deltascope::text
