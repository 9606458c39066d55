#include "text/pipeline.h"

#include <algorithm>

namespace deltascope::text {

namespace {

const nlohmann::json &optional(const nlohmann::json &object, const char *key)
{
    static const nlohmann::json null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

AddedToken readAdded(const nlohmann::json &object, const Origin &origin)
{
    const nlohmann::json &id = origin.member(object, "id");
    if (!id.is_number_integer() || id < 0 || id > 100'000'000)
        origin.refuse("added_tokens.id", "a whole number", id);
    return {id.get<std::int64_t>(),
            origin.text(object, "content"),
            origin.flag(object, "single_word", false),
            origin.flag(object, "lstrip", false),
            origin.flag(object, "rstrip", false),
            origin.flag(object, "normalized", true),
            origin.flag(object, "special", false)};
}

/// transformers' clean_up_tokenization.
std::string cleanedUp(std::string text)
{
    static constexpr std::pair<std::string_view, std::string_view> pairs[]
        = {{" .", "."},     {" ?", "?"},   {" !", "!"},   {" ,", ","},     {" ' ", "'"},
           {" n't", "n't"}, {" 'm", "'m"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    for (const auto &[from, to] : pairs)
        text = replaced(std::move(text), from, to);
    return text;
}

} // namespace

Pipeline::Pipeline(const nlohmann::json &object, const Origin &origin, Extras extras)
    : m_model(makeModel(origin.member(object, "model"), origin))
    , m_mask(std::move(extras.mask))
    , m_cleansUp(extras.cleansUp)
{
    const nlohmann::json &added = optional(object, "added_tokens");
    if (!added.is_null() && !added.is_array())
        origin.refuse("added_tokens", "a list", added);
    const auto idOf = [this](const std::string &content) {
        const auto known = id(content);
        return known ? *known : std::max(m_model->size(), m_added.end());
    };
    for (const nlohmann::json &item : added) {
        AddedToken token = readAdded(item, origin);
        token.id = idOf(token.content); // whatever the file says, as in the library
        m_added.add(std::move(token));
    }
    for (AddedToken &token : extras.tokens) {
        if (const AddedToken *known = m_added.byContent(token.content)) {
            if (token.special && !known->special) { // named by a role: special, and as described there
                token.id = known->id;
                m_added.add(std::move(token));
            }
            continue;
        }
        token.id = idOf(token.content);
        m_added.add(std::move(token));
    }
    m_normalizer = makeNormalizer(optional(object, "normalizer"), origin);
    m_preTokenizer = makePreTokenizer(optional(object, "pre_tokenizer"), origin);
    m_postProcessor = makePostProcessor(optional(object, "post_processor"), origin, *m_model,
                                        [this](const std::string &token) { return id(token); });
    m_decoder = makeDecoder(optional(object, "decoder"), origin);
}

std::vector<Token> Pipeline::tokenize(std::string_view text) const
{
    std::vector<Token> tokens;
    for (Segment &segment : m_added.split(charsOf(text), m_normalizer.get())) {
        if (segment.token) {
            tokens.push_back(*segment.token);
            continue;
        }
        std::vector<Chars> pieces{std::move(segment.chars)};
        if (m_preTokenizer)
            m_preTokenizer->apply(pieces);
        for (const Chars &piece : pieces)
            if (!piece.empty())
                m_model->tokenize(piece, tokens);
    }
    return tokens;
}

Encoding Pipeline::encode(std::string_view text, std::optional<std::string_view> pair) const
{
    PostProcessor::Segments segments{tokenize(text)};
    if (pair && !pair->empty()) // Python's callers take an empty second segment for none
        segments.push_back(tokenize(*pair));
    Encoding encoding;
    for (const Token &item : m_postProcessor->apply(std::move(segments)))
        append(encoding, item);
    return encoding;
}

Encoding Pipeline::encodeBare(std::string_view text) const
{
    Encoding encoding;
    for (const Token &item : m_postProcessor->apply({tokenize(text)}))
        if (!item.special)
            append(encoding, item);
    return encoding;
}

void Pipeline::append(Encoding &encoding, const Token &item) const
{
    encoding.ids.push_back(item.id);
    encoding.typeIds.push_back(item.typeId);
    encoding.tokens.push_back(token(item.id).value_or(""));
    encoding.offsets.emplace_back(item.begin, item.end);
    encoding.added.push_back(item.special);
}

std::string Pipeline::decode(const std::vector<std::int64_t> &ids) const
{
    std::vector<std::string> tokens;
    for (const std::int64_t id : ids) {
        const AddedToken *added = m_added.byId(id);
        const auto text = token(id);
        if (text && !(added && added->special))
            tokens.push_back(*text);
    }
    std::string text = joined(std::move(tokens));
    return m_cleansUp ? cleanedUp(std::move(text)) : text;
}

std::string Pipeline::joined(std::vector<std::string> tokens) const
{
    std::string text;
    if (m_decoder)
        for (const std::string &part : m_decoder->apply(std::move(tokens)))
            text += part;
    else
        for (const std::string &part : tokens)
            text += (text.empty() ? "" : " ") + part;
    return text;
}

std::string Pipeline::piece(std::int64_t id) const
{
    static constexpr std::string_view before = "abcdef"; // as transformers finds a token's text
    const auto own = token(id);
    if (!own)
        return {};
    std::call_once(m_isBeforeKnown, [this] { m_before = encodeBare(before).tokens; });
    std::vector<std::string> tokens = m_before;
    tokens.push_back(*own);
    const std::string text = joined(std::move(tokens));
    const std::size_t start = text.find(before);
    return start == text.npos ? *own : text.substr(start + before.size());
}

std::optional<std::string> Pipeline::token(std::int64_t id) const
{
    const AddedToken *added = m_added.byId(id);
    return added ? std::optional(added->content) : m_model->token(id);
}

std::optional<std::int64_t> Pipeline::id(std::string_view token) const
{
    const AddedToken *added = m_added.byContent(std::string(token));
    return added ? std::optional(added->id) : m_model->id(token);
}

std::optional<std::int64_t> Pipeline::maskId() const { return m_mask.empty() ? std::nullopt : id(m_mask); }

std::int64_t Pipeline::size() const { return std::max(m_model->size(), m_added.end()); }

} // namespace deltascope::text
