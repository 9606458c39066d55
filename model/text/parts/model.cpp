#include "text/parts/kinds.h"
#include "text/parts/models.h"

namespace deltascope::text {

VocabularyModel::VocabularyModel(const nlohmann::json &object, const Origin &origin)
{
    const nlohmann::json &vocabulary = origin.member(object, "vocab");
    if (!vocabulary.is_object())
        origin.refuse("model.vocab", "an object from token to id", vocabulary);
    for (const auto &[token, id] : vocabulary.items()) {
        if (!id.is_number_integer() || id < 0 || id > 100'000'000)
            origin.refuse("model.vocab", "ids that are whole numbers", id);
        m_ids.emplace(token, id.get<std::int64_t>());
        m_tokens.emplace(id.get<std::int64_t>(), token);
    }
}

std::optional<std::int64_t> VocabularyModel::id(std::string_view token) const
{
    const auto found = m_ids.find(std::string(token));
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> VocabularyModel::token(std::int64_t id) const
{
    const auto found = m_tokens.find(id);
    return found == m_tokens.end() ? std::nullopt : std::optional(found->second);
}

std::string optionalText(const nlohmann::json &object, const char *key, const Origin &origin)
{
    return object.contains(key) && !object.at(key).is_null() ? origin.text(object, key) : std::string();
}

std::string byteToken(unsigned char byte)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + ">";
}

std::unique_ptr<Model> makeModel(const nlohmann::json &object, const Origin &origin)
{
    static constexpr Kind<Model> kinds[]
        = {{"BPE", makeBpe}, {"WordPiece", makeWordPiece}, {"WordLevel", makeWordLevel}, {"Unigram", makeUnigram}};
    const auto has = [&](const char *key) { return object.is_object() && object.contains(key); };
    if (has("type"))
        return makeOf<Model>(kinds, "model.type", object, origin);
    // Old files do not name the type: merges tell a BPE, a list of scores a Unigram.
    if (has("merges"))
        return makeBpe(object, origin);
    return has("vocab") && object["vocab"].is_array() ? makeUnigram(object, origin) : makeWordPiece(object, origin);
}

} // namespace deltascope::text
