#include "text/parts.h"
#include "text/unigram.h"

#include "core/outcome.h"

#include <queue>
#include <unordered_map>

namespace deltascope::text {

namespace {

/// Tokens by id and ids by token.
class Vocabulary {
public:
    Vocabulary(const nlohmann::json &object, const Origin &origin)
    {
        if (!object.is_object())
            origin.refuse("model.vocab", "an object from token to id", object);
        for (const auto &[token, id] : object.items()) {
            if (!id.is_number_integer() || id < 0 || id > 100'000'000)
                origin.refuse("model.vocab", "ids that are whole numbers", id);
            m_ids.emplace(token, id.get<std::int64_t>());
            m_tokens.emplace(id.get<std::int64_t>(), token);
        }
    }
    std::optional<std::int64_t> id(const std::string &token) const
    {
        const auto found = m_ids.find(token);
        return found == m_ids.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<std::string> token(std::int64_t id) const
    {
        const auto found = m_tokens.find(id);
        return found == m_tokens.end() ? std::nullopt : std::optional(found->second);
    }
    std::int64_t size() const { return static_cast<std::int64_t>(m_ids.size()); }

private:
    std::unordered_map<std::string, std::int64_t> m_ids;
    std::unordered_map<std::int64_t, std::string> m_tokens;
};

class VocabularyModel : public Model {
public:
    VocabularyModel(const nlohmann::json &object, const Origin &origin)
        : m_vocabulary(origin.member(object, "vocab"), origin)
    {
    }
    std::optional<std::int64_t> id(std::string_view token) const override
    {
        return m_vocabulary.id(std::string(token));
    }
    std::optional<std::string> token(std::int64_t id) const override { return m_vocabulary.token(id); }
    std::int64_t size() const override { return m_vocabulary.size(); }

protected:
    std::string optionalText(const nlohmann::json &object, const char *key, const Origin &origin) const
    {
        return object.contains(key) && !object.at(key).is_null() ? origin.text(object, key) : std::string();
    }
    Vocabulary m_vocabulary;
};

/// Byte pair encoding (Sennrich et al. 2016): neighbours merge in the order of the list of merges.
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

/// WordPiece: the longest token first, then the longest that continues it.
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

std::unique_ptr<Model> makeModel(const nlohmann::json &object, const Origin &origin)
{
    // Old files do not name the type: merges tell a BPE, a list of scores a Unigram.
    const auto has = [&](const char *key) { return object.is_object() && object.contains(key); };
    const std::string type = has("type")                                  ? origin.text(object, "type")
                             : has("merges")                              ? "BPE"
                             : has("vocab") && object["vocab"].is_array() ? "Unigram"
                                                                          : "WordPiece";
    if (type == "BPE")
        return std::make_unique<Bpe>(object, origin);
    if (type == "WordPiece")
        return std::make_unique<WordPiece>(object, origin);
    if (type == "WordLevel")
        return std::make_unique<WordLevel>(object, origin);
    if (type == "Unigram")
        return makeUnigram(object, origin);
    origin.refuse("model.type", "BPE, WordPiece, WordLevel or Unigram", type);
}

} // namespace deltascope::text
