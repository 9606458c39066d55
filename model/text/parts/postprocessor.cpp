#include "text/parts/parts.h"

#include "core/outcome.h"
#include "core/utf8.h"

namespace deltascope::text {

namespace {

/// Offsets without the blanks that a byte-level token begins or ends with; a blank that was put in front by the
/// pre-tokenizer stands for no character of the text and is no loss.
void trimOffsets(std::vector<Token> &tokens, const Model &model, bool addsSpace)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token &token = tokens[i];
        const Chars chars
            = charsOf(model.token(token.id).value_or("")); // none: an added token, with the blanks it took
        const auto blank = [](const Char &item) { return item.c == byteToChar(' ') || isSpace(item.c); };
        std::int32_t leading = token.blanksBefore, trailing = token.blanksBehind;
        for (std::size_t c = 0; c < chars.size() && blank(chars[c]); ++c)
            ++leading;
        for (std::size_t c = chars.size(); c > 0 && blank(chars[c - 1]); --c)
            ++trailing;
        if (leading > 0 && addsSpace && (i == 0 || token.begin == 0))
            --leading;
        token.begin = std::min(token.begin + leading, token.end);
        if (trailing > 0 && token.end >= trailing)
            token.end = std::max(token.end - trailing, token.begin);
    }
}

/// One after the other, without anything between; `trims` for byte-level tokens.
class Join : public PostProcessor {
public:
    Join(const Model &model, bool trims, bool addsSpace)
        : m_model(model)
        , m_trims(trims)
        , m_addsSpace(addsSpace)
    {
    }
    std::vector<Token> apply(Segments segments) const override
    {
        std::vector<Token> all;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (m_trims)
                trimOffsets(segments[i], m_model, m_addsSpace);
            for (Token &token : segments[i]) {
                token.typeId = static_cast<std::int32_t>(i);
                all.push_back(token);
            }
        }
        return all;
    }

private:
    const Model &m_model;
    bool m_trims, m_addsSpace;
};

/// A pattern of segments and special tokens for one and for two segments.
class Template : public PostProcessor {
public:
    struct Piece {
        int segment; ///< -1: special tokens
        std::vector<std::int64_t> ids;
        std::int32_t typeId;
    };
    Template(std::vector<Piece> single, std::vector<Piece> pair)
        : m_single(std::move(single))
        , m_pair(std::move(pair))
    {
    }

    std::vector<Token> apply(Segments segments) const override
    {
        std::vector<Token> all;
        for (const Piece &piece : segments.size() == 1 ? m_single : m_pair) {
            for (const std::int64_t id : piece.ids)
                all.push_back({id, 0, 0, piece.typeId, true});
            if (piece.segment >= 0 && piece.segment < static_cast<int>(segments.size()))
                for (Token token : segments[piece.segment]) {
                    token.typeId = piece.typeId;
                    all.push_back(token);
                }
        }
        return all;
    }

private:
    std::vector<Piece> m_single, m_pair;
};

std::vector<Template::Piece> readTemplate(const nlohmann::json &list, const nlohmann::json &specials,
                                          const Origin &origin,
                                          const std::function<std::optional<std::int64_t>(const std::string &)> &idOf)
{
    if (!list.is_array())
        origin.refuse("post_processor", "a list of pieces", list);
    std::vector<Template::Piece> pieces;
    for (const nlohmann::json &object : list) {
        const bool isSequence = object.is_object() && object.contains("Sequence");
        const nlohmann::json &part = isSequence ? object.at("Sequence") : origin.member(object, "SpecialToken");
        const std::string id = origin.text(part, "id");
        const nlohmann::json &type = origin.member(part, "type_id");
        if (!type.is_number_integer() || type < 0)
            origin.refuse("post_processor.type_id", "a whole number", type);
        Template::Piece piece{isSequence ? (id == "A" ? 0 : 1) : -1, {}, type.get<std::int32_t>()};
        if (!isSequence) {
            const nlohmann::json &ids = origin.member(origin.member(specials, id.c_str()), "ids");
            for (const nlohmann::json &value : ids) {
                if (!value.is_number_integer() || value < 0)
                    origin.refuse("post_processor.special_tokens", "ids", value);
                piece.ids.push_back(value);
            }
            if (!idOf(id))
                origin.refuse("post_processor", "special tokens of the vocabulary", id);
        }
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// ["[SEP]", 102]
std::int64_t tokenId(const nlohmann::json &object, const char *key, const Origin &origin)
{
    const nlohmann::json &pair = origin.member(object, key);
    if (!pair.is_array() || pair.size() != 2 || !pair[1].is_number_integer())
        origin.refuse(std::string("post_processor.") + key, "a token and its id", pair);
    return pair[1];
}

/// RoBERTa: <s> A </s> and <s> A </s></s> B </s>, all of type 0, over trimmed segments.
class Roberta : public PostProcessor {
public:
    Roberta(const nlohmann::json &object, const Origin &origin, const Model &model)
        : m_model(model)
        , m_cls(tokenId(object, "cls", origin))
        , m_sep(tokenId(object, "sep", origin))
        , m_trims(origin.flag(object, "trim_offsets", true))
        , m_addsSpace(origin.flag(object, "add_prefix_space", true))
    {
    }
    std::vector<Token> apply(Segments segments) const override
    {
        std::vector<Token> all;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (m_trims)
                trimOffsets(segments[i], m_model, m_addsSpace);
            all.push_back({i == 0 ? m_cls : m_sep, 0, 0, 0, true});
            all.insert(all.end(), segments[i].begin(), segments[i].end());
            all.push_back({m_sep, 0, 0, 0, true});
        }
        return all;
    }

private:
    const Model &m_model;
    std::int64_t m_cls, m_sep;
    bool m_trims, m_addsSpace;
};

class PostProcessorSequence : public PostProcessor {
public:
    explicit PostProcessorSequence(std::vector<std::unique_ptr<PostProcessor>> parts)
        : m_parts(std::move(parts))
    {
    }
    std::vector<Token> apply(Segments segments) const override
    {
        // Each but the last works on every segment alone; the last joins them.
        for (std::size_t i = 0; i + 1 < m_parts.size(); ++i)
            for (auto &segment : segments)
                segment = m_parts[i]->apply({std::move(segment)});
        return m_parts.back()->apply(std::move(segments));
    }

private:
    std::vector<std::unique_ptr<PostProcessor>> m_parts;
};

} // namespace

std::unique_ptr<PostProcessor> makePostProcessor(
    const nlohmann::json &object, const Origin &origin, const Model &model,
    const std::function<std::optional<std::int64_t>(const std::string &)> &idOf)
{
    if (object.is_null())
        return std::make_unique<Join>(model, false, false);
    const std::string type = origin.text(object, "type");
    if (type == "TemplateProcessing") {
        const nlohmann::json &specials = origin.member(object, "special_tokens");
        return std::make_unique<Template>(readTemplate(origin.member(object, "single"), specials, origin, idOf),
                                          readTemplate(origin.member(object, "pair"), specials, origin, idOf));
    }
    if (type == "BertProcessing") {
        const std::int64_t cls = tokenId(object, "cls", origin), sep = tokenId(object, "sep", origin);
        using Piece = Template::Piece;
        const std::vector<Piece> single{{-1, {cls}, 0}, {0, {}, 0}, {-1, {sep}, 0}};
        std::vector<Piece> pair = single;
        pair.insert(pair.end(), {Piece{1, {}, 1}, Piece{-1, {sep}, 1}});
        return std::make_unique<Template>(single, pair);
    }
    if (type == "RobertaProcessing")
        return std::make_unique<Roberta>(object, origin, model);
    if (type == "ByteLevel")
        return std::make_unique<Join>(model, origin.flag(object, "trim_offsets", true),
                                      origin.flag(object, "add_prefix_space", true));
    if (type == "Sequence") {
        std::vector<std::unique_ptr<PostProcessor>> parts;
        for (const nlohmann::json &part : origin.member(object, "processors"))
            parts.push_back(makePostProcessor(part, origin, model, idOf));
        if (parts.empty())
            return std::make_unique<Join>(model, false, false);
        return std::make_unique<PostProcessorSequence>(std::move(parts));
    }
    origin.refuse("post_processor.type", "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel or Sequence",
                  type);
}

} // namespace deltascope::text
