#include "text/files/configure.h"

#include "text/files/config.h"

namespace deltascope::text {

using nlohmann::json;

namespace {

/// The part of a pipeline under `key` if it is of that type; else null.
json *part(json &pipeline, const char *key, const char *type)
{
    const auto found = pipeline.find(key);
    return found != pipeline.end() && found->is_object() && valueOr(*found, "type", "") == type ? &*found : nullptr;
}

json idOf(const json &pipeline, const std::string &token)
{
    if (pipeline.contains("added_tokens") && pipeline["added_tokens"].is_array())
        for (const json &added : pipeline["added_tokens"])
            if (added.is_object() && valueOr(added, "content", nullptr) == token)
                return valueOr(added, "id", nullptr);
    const json model = valueOr(pipeline, "model", json::object()),
               vocab = model.is_object() ? valueOr(model, "vocab", json::object()) : json();
    return vocab.is_object() && vocab.contains(token) ? vocab[token] : json();
}

/// A token that is put around each text, if the configuration or the class wants it.
struct Bracket {
    const char *role, *content; ///< the configuration's key, and the class's own token
    const char *wanted; ///< the configuration's key
    bool isUsual; ///< wanted where the configuration is silent
};

/// update_post_processor of transformers' LlamaTokenizerFast and its kin.
void rebuildTemplate(json &pipeline, const json &config, const Bracket &begin, const Bracket &end)
{
    json specials = json::object(), pair = json::array(), single;
    for (int type = 0; type < 2; ++type) {
        const auto addSpecial = [&](const Bracket &bracket) {
            const std::string token = contentOf(valueOr(config, bracket.role, nullptr), bracket.content);
            const json id = valueOr(config, bracket.wanted, bracket.isUsual) == true ? idOf(pipeline, token) : json();
            if (!id.is_number_integer())
                return;
            pair.push_back({{"SpecialToken", {{"id", token}, {"type_id", type}}}});
            specials[token] = {{"id", token}, {"ids", {id}}, {"tokens", {token}}};
        };
        addSpecial(begin);
        pair.push_back({{"Sequence", {{"id", type == 0 ? "A" : "B"}, {"type_id", type}}}});
        addSpecial(end);
        if (type == 0)
            single = pair;
    }
    pipeline["post_processor"]
        = {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}};
}

} // namespace

void configureBert(json &pipeline, const json &config)
{
    json *normalizer = part(pipeline, "normalizer", "BertNormalizer");
    if (!normalizer)
        return;
    (*normalizer)["lowercase"] = valueOr(config, "do_lower_case", true);
    (*normalizer)["strip_accents"] = valueOr(config, "strip_accents", nullptr);
    (*normalizer)["handle_chinese_chars"] = valueOr(config, "tokenize_chinese_chars", true);
}

void configureGpt2(json &pipeline, const json &config)
{
    if (json *pre = part(pipeline, "pre_tokenizer", "ByteLevel"))
        (*pre)["add_prefix_space"] = valueOr(config, "add_prefix_space", false);
}

void configureRoberta(json &pipeline, const json &config)
{
    configureGpt2(pipeline, config);
    const auto post = pipeline.find("post_processor");
    if (post == pipeline.end() || !post->is_object() || !post->contains("add_prefix_space"))
        return;
    (*post)["add_prefix_space"] = valueOr(config, "add_prefix_space", false);
    (*post)["trim_offsets"] = valueOr(config, "trim_offsets", true);
}

void configureGptNeoX(json &pipeline, const json &config)
{
    rebuildTemplate(pipeline, config, {"bos_token", "<|endoftext|>", "add_bos_token", false},
                    {"eos_token", "<|endoftext|>", "add_eos_token", false});
}

void configureLlama(json &pipeline, const json &config)
{
    rebuildTemplate(pipeline, config, {"bos_token", "<s>", "add_bos_token", true},
                    {"eos_token", "</s>", "add_eos_token", false});
}

void configureGemma(json &pipeline, const json &config)
{
    rebuildTemplate(pipeline, config, {"bos_token", "<bos>", "add_bos_token", true},
                    {"eos_token", "<eos>", "add_eos_token", false});
}

} // namespace deltascope::text
