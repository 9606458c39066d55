#include "text/parts/models.h"

#include "core/outcome.h"

#include <queue>

namespace deltascope::text {

namespace {

class Bpe : public VocabularyModel {
public:
    Bpe(const nlohmann::json &object, const Origin &origin)
        : VocabularyModel(object, origin)
        , m_file(origin.file)
    {
        m_unknown = optionalText(object, "unk_token", origin);
        m_prefix = optionalText(object, "continuing_subword_prefix", origin);
        m_suffix = optionalText(object, "end_of_word_suffix", origin);
        m_fallsBack = origin.flag(object, "byte_fallback", false);
        m_fuses = origin.flag(object, "fuse_unk", false);
        m_ignoresMerges = origin.flag(object, "ignore_merges", false);
        const nlohmann::json &merges = origin.member(object, "merges");
        if (!merges.is_array())
            origin.refuse("model.merges", "a list of pairs", merges);
        m_merges.reserve(merges.size());
        for (const nlohmann::json &merge : merges)
            addMerge(merge, origin);
    }

    void tokenize(const Chars &piece, std::vector<Token> &tokens) const override
    {
        if (m_ignoresMerges)
            if (const auto whole = id(toUtf8(piece))) {
                tokens.push_back({*whole, piece.front().begin, piece.back().end});
                return;
            }
        std::vector<Symbol> symbols = symbolsOf(piece);
        merge(symbols);
        for (const Symbol &symbol : symbols)
            if (symbol.id >= 0)
                tokens.push_back({symbol.id, symbol.begin, symbol.end});
    }

private:
    struct Symbol {
        std::int64_t id; ///< -1: merged away
        std::int32_t begin, end;
        int previous, next;
    };
    struct Merge {
        int rank;
        std::int64_t id;
    };
    struct Candidate {
        int rank, at;
        std::int64_t left, right;
        bool operator<(const Candidate &other) const { return std::pair(rank, at) > std::pair(other.rank, other.at); }
    };

    static std::uint64_t key(std::int64_t left, std::int64_t right)
    {
        return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
    }

    void addMerge(const nlohmann::json &merge, const Origin &origin)
    {
        std::string left, right;
        if (merge.is_string()) {
            const std::string text = merge;
            const std::size_t blank = text.find(' ');
            if (blank == std::string::npos)
                origin.refuse("model.merges", "two tokens with a blank between", merge);
            left = text.substr(0, blank);
            right = text.substr(blank + 1);
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            left = merge[0];
            right = merge[1];
        } else {
            origin.refuse("model.merges", "pairs of tokens", merge);
        }
        const bool continues = !m_prefix.empty() && right.compare(0, m_prefix.size(), m_prefix) == 0;
        const auto a = id(left), b = id(right), both = id(left + (continues ? right.substr(m_prefix.size()) : right));
        if (!a || !b || !both)
            origin.refuse("model.merges", "tokens of the vocabulary", merge);
        m_merges.try_emplace(key(*a, *b), Merge{static_cast<int>(m_merges.size()), *both});
    }

    std::vector<Symbol> symbolsOf(const Chars &piece) const
    {
        std::vector<Symbol> symbols;
        const auto add = [&](std::int64_t known, const Char &item) {
            symbols.push_back({known, item.begin, item.end, static_cast<int>(symbols.size()) - 1,
                               static_cast<int>(symbols.size()) + 1});
        };
        bool lastUnknown = false;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const Char &item = piece[i];
            std::string utf8 = i > 0 ? m_prefix : std::string();
            append(utf8, item.c);
            if (i + 1 == piece.size())
                utf8 += m_suffix;
            const auto known = id(utf8);
            const bool unknown = !known && !addBytes(utf8, [&](std::int64_t byte) { add(byte, item); });
            if (known)
                add(*known, item);
            else if (unknown && lastUnknown && m_fuses && !symbols.empty())
                symbols.back().end = item.end;
            else if (unknown && !m_unknown.empty())
                add(unknownId(), item);
            lastUnknown = unknown;
        }
        if (!symbols.empty())
            symbols.back().next = -1;
        return symbols;
    }

    /// False if the vocabulary has no tokens for the bytes, or none are wanted.
    template<class Add>
    bool addBytes(const std::string &text, Add &&add) const
    {
        std::vector<std::int64_t> bytes;
        for (const char byte : m_fallsBack ? text : std::string()) {
            const auto known = id(byteToken(static_cast<unsigned char>(byte)));
            if (!known)
                return false;
            bytes.push_back(*known);
        }
        for (const std::int64_t byte : bytes)
            add(byte);
        return !bytes.empty();
    }

    std::int64_t unknownId() const
    {
        const auto known = id(m_unknown);
        if (!known)
            throw Failure(m_file, "model.unk_token: expected a token of the vocabulary, found " + m_unknown);
        return *known;
    }

    void merge(std::vector<Symbol> &symbols) const
    {
        std::priority_queue<Candidate> queue;
        const auto propose = [&](int at) {
            if (at < 0 || symbols[at].next < 0)
                return;
            const std::int64_t left = symbols[at].id, right = symbols[symbols[at].next].id;
            if (const auto found = m_merges.find(key(left, right)); found != m_merges.end())
                queue.push({found->second.rank, at, left, right});
        };
        for (int i = 0; i < static_cast<int>(symbols.size()); ++i)
            propose(i);
        while (!queue.empty()) {
            const Candidate best = queue.top();
            queue.pop();
            Symbol &left = symbols[best.at];
            if (left.id != best.left || left.next < 0 || symbols[left.next].id != best.right)
                continue; // one of the two has merged with another since
            Symbol &right = symbols[left.next];
            left.id = m_merges.at(key(best.left, best.right)).id;
            left.end = right.end;
            left.next = right.next;
            right.id = -1;
            if (left.next >= 0)
                symbols[left.next].previous = best.at;
            propose(best.at);
            propose(left.previous);
        }
    }

    std::string m_file, m_unknown, m_prefix, m_suffix;
    bool m_fallsBack, m_fuses, m_ignoresMerges;
    std::unordered_map<std::uint64_t, Merge> m_merges;
};

} // namespace

std::unique_ptr<Model> makeBpe(const nlohmann::json &object, const Origin &origin)
{
    return std::make_unique<Bpe>(object, origin);
}

} // namespace deltascope::text
