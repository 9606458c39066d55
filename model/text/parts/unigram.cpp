#include "text/parts/models.h"

#include "core/outcome.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace deltascope::text {

namespace {

class Unigram : public Model {
public:
    Unigram(const nlohmann::json &object, const Origin &origin)
        : m_file(origin.file)
    {
        const nlohmann::json &vocab = origin.member(object, "vocab");
        if (!vocab.is_array())
            origin.refuse("model.vocab", "a list of pairs of token and score", vocab);
        for (const nlohmann::json &entry : vocab) {
            if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() || !entry[1].is_number())
                origin.refuse("model.vocab", "pairs of token and score", entry);
            m_ids[entry[0].get<std::string>()] = static_cast<std::int64_t>(m_tokens.size());
            m_tokens.push_back(entry[0]);
            m_scores.push_back(entry[1]);
            m_longest = std::max(m_longest, charsOf(m_tokens.back()).size());
            m_lowest = std::min(m_lowest, m_scores.back());
        }
        if (const auto unknown = object.find("unk_id"); unknown != object.end() && !unknown->is_null()) {
            if (!unknown->is_number_integer() || *unknown < 0 || *unknown >= static_cast<std::int64_t>(m_tokens.size()))
                origin.refuse("model.unk_id", "an id of the vocabulary", *unknown);
            m_unknown = unknown->get<std::int64_t>();
        }
        m_fallsBack = origin.flag(object, "byte_fallback", false);
    }

    std::optional<std::int64_t> id(std::string_view token) const override
    {
        const auto found = m_ids.find(std::string(token));
        return found == m_ids.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<std::string> token(std::int64_t id) const override
    {
        return id >= 0 && id < size() ? std::optional(m_tokens[static_cast<std::size_t>(id)]) : std::nullopt;
    }
    std::int64_t size() const override { return static_cast<std::int64_t>(m_tokens.size()); }

    void tokenize(const Chars &piece, std::vector<Token> &tokens) const override
    {
        std::size_t unknownFrom = piece.size(); // start of a stretch of unknown characters; the end: none
        const auto flush = [&](std::size_t end) {
            if (unknownFrom < end)
                addPiece(piece, unknownFrom, end, tokens);
            unknownFrom = piece.size();
        };
        for (const Step &step : bestSplit(piece)) {
            if (m_unknown && step.id == *m_unknown) {
                unknownFrom = std::min(unknownFrom, step.begin);
                continue;
            }
            flush(step.begin);
            addPiece(piece, step.begin, step.end, tokens);
        }
        flush(piece.size());
    }

private:
    struct Step {
        std::size_t begin, end;
        std::int64_t id;
    };

    /// Viterbi over the scores; a character that no token covers costs ten more than the least likely token.
    std::vector<Step> bestSplit(const Chars &piece) const
    {
        constexpr double penalty = 10;
        struct Node {
            double score = 0;
            std::int64_t from = -1, id = -1;
        };
        std::vector<Node> nodes(piece.size() + 1);
        const auto offer = [&](std::size_t from, std::size_t to, double score, std::int64_t id) {
            if (nodes[to].from < 0 || score > nodes[to].score)
                nodes[to] = {score, static_cast<std::int64_t>(from), id};
        };
        for (std::size_t at = 0; at < piece.size(); ++at) {
            std::string text;
            bool hasSingle = false;
            for (std::size_t end = at + 1; end <= std::min(piece.size(), at + m_longest); ++end) {
                append(text, piece[end - 1].c);
                const auto known = m_ids.find(text);
                if (known == m_ids.end())
                    continue;
                offer(at, end, nodes[at].score + m_scores[static_cast<std::size_t>(known->second)], known->second);
                hasSingle |= end == at + 1;
            }
            if (!hasSingle) {
                if (!m_unknown)
                    throw Failure(m_file,
                                  "model.unk_id: expected an id for characters that the vocabulary lacks, found none");
                offer(at, at + 1, nodes[at].score + m_lowest - penalty, *m_unknown);
            }
        }
        std::vector<Step> steps;
        for (std::size_t end = piece.size(); end > 0; end = static_cast<std::size_t>(nodes[end].from))
            steps.push_back({static_cast<std::size_t>(nodes[end].from), end, nodes[end].id});
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    void addPiece(const Chars &piece, std::size_t begin, std::size_t end, std::vector<Token> &tokens) const
    {
        std::string text;
        for (std::size_t i = begin; i < end; ++i)
            append(text, piece[i].c);
        const std::int32_t from = piece[begin].begin, to = piece[end - 1].end;
        const auto known = id(text);
        if (!known && m_fallsBack && addBytes(text, from, to, tokens))
            return;
        tokens.push_back({known ? *known : *m_unknown, from, to});
    }

    bool addBytes(const std::string &text, std::int32_t from, std::int32_t to, std::vector<Token> &tokens) const
    {
        std::vector<Token> bytes;
        for (const char byte : text) {
            const auto known = id(byteToken(static_cast<unsigned char>(byte)));
            if (!known)
                return false;
            bytes.push_back({*known, from, to});
        }
        tokens.insert(tokens.end(), bytes.begin(), bytes.end());
        return true;
    }

    std::string m_file;
    std::vector<std::string> m_tokens;
    std::vector<double> m_scores;
    std::unordered_map<std::string, std::int64_t> m_ids;
    std::size_t m_longest = 0;
    double m_lowest = std::numeric_limits<double>::infinity();
    std::optional<std::int64_t> m_unknown;
    bool m_fallsBack = false;
};

} // namespace

std::unique_ptr<Model> makeUnigram(const nlohmann::json &object, const Origin &origin)
{
    return std::make_unique<Unigram>(object, origin);
}

} // namespace deltascope::text
