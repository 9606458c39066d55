#include "text/loader.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "text/legacyfiles.h"
#include "text/pipeline.h"
#include "text/spmfamilies.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

std::string readText(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        throw Failure(path.string(), "cannot be read");
    std::string content = text.str();
    if (!utf8::valid(content))
        throw Failure(path.string(), "expected UTF-8, found bytes that are not");
    return content;
}

json readJsonText(const fs::path &path)
{
    constexpr int deepest = 100;
    const std::string text = readText(path);
    try {
        return json::parse(text, [&](int depth, json::parse_event_t, json &) {
            if (depth > deepest)
                throw Failure(path.string(), "expected at most 100 nested levels, found more");
            return true;
        });
    } catch (const json::exception &) {
        throw Failure(path.string(), "expected a JSON text, found something else");
    }
}

namespace {

/// What tokenizer_config.json says; empty where there is none.
json configOf(const fs::path &folder)
{
    const fs::path file = folder / "tokenizer_config.json";
    json config = fs::exists(file) ? readJsonText(file) : json::object();
    if (!config.is_object())
        throw Failure(file.string(), "expected an object, found something else");
    const fs::path specials = folder / "special_tokens_map.json";
    if (fs::exists(specials)) {
        const json map = readJsonText(specials);
        if (map.is_object())
            for (const auto &[key, value] : map.items())
                if (!config.contains(key))
                    config[key] = value;
    }
    return config;
}

/// The class of Python's tokenizer without "Fast", from the configuration or the model's type.
std::string familyOf(const json &config, const std::string &modelType)
{
    const auto named = config.find("tokenizer_class");
    std::string name = named != config.end() && named->is_string() ? named->get<std::string>() : std::string();
    if (name.empty()) {
        static const std::pair<const char *, const char *> usual[] = {{"bert", "BertTokenizer"},
                                                                      {"distilbert", "DistilBertTokenizer"},
                                                                      {"electra", "ElectraTokenizer"},
                                                                      {"bart", "BartTokenizer"},
                                                                      {"roberta", "RobertaTokenizer"},
                                                                      {"gpt2", "GPT2Tokenizer"},
                                                                      {"gpt_neo", "GPT2Tokenizer"},
                                                                      {"gptj", "GPT2Tokenizer"},
                                                                      {"opt", "GPT2Tokenizer"},
                                                                      {"starcoder2", "GPT2Tokenizer"},
                                                                      {"gpt_neox", "GPTNeoXTokenizer"},
                                                                      {"qwen2", "Qwen2Tokenizer"},
                                                                      {"qwen3", "Qwen2Tokenizer"},
                                                                      {"albert", "AlbertTokenizer"},
                                                                      {"xlnet", "XLNetTokenizer"},
                                                                      {"deberta-v2", "DebertaV2Tokenizer"},
                                                                      {"xlm-roberta", "XLMRobertaTokenizer"},
                                                                      {"t5", "T5Tokenizer"},
                                                                      {"mt5", "MT5Tokenizer"},
                                                                      {"mbart", "MBartTokenizer"},
                                                                      {"llama", "LlamaTokenizer"},
                                                                      {"mistral", "LlamaTokenizer"},
                                                                      {"mixtral", "LlamaTokenizer"},
                                                                      {"phi3", "LlamaTokenizer"},
                                                                      {"gemma", "GemmaTokenizer"},
                                                                      {"gemma2", "GemmaTokenizer"}};
        for (const auto &[type, tokenizer] : usual)
            if (modelType == type)
                name = tokenizer;
    }
    if (name.size() > 4 && name.substr(name.size() - 4) == "Fast")
        name.resize(name.size() - 4);
    return name;
}

bool isBert(const std::string &family)
{
    return family == "BertTokenizer" || family == "DistilBertTokenizer" || family == "ElectraTokenizer";
}

bool isByteLevel(const std::string &family)
{
    return family == "GPT2Tokenizer" || family == "RobertaTokenizer" || family == "BartTokenizer";
}

json valueOr(const json &config, const char *key, json otherwise)
{
    const auto found = config.find(key);
    return found == config.end() ? std::move(otherwise) : *found;
}

/// The text of a token that is named as a text or as an object.
std::string contentOf(const json &value, const std::string &otherwise)
{
    if (value.is_string())
        return value;
    return value.is_object() && value.contains("content") && value["content"].is_string()
               ? value["content"].get<std::string>()
               : otherwise;
}

/// update_post_processor of transformers' LlamaTokenizerFast and its kin: a beginning and an end around each text, if
/// wanted.
void rebuildTemplate(json &pipeline, const json &config, const std::string &usualBegin, const std::string &usualEnd,
                     bool beginsByDefault)
{
    const std::string begin = contentOf(valueOr(config, "bos_token", nullptr), usualBegin),
                      end = contentOf(valueOr(config, "eos_token", nullptr), usualEnd);
    const bool begins = valueOr(config, "add_bos_token", beginsByDefault) == true,
               ends = valueOr(config, "add_eos_token", false) == true;
    json specials = json::object();
    const auto idOf = [&](const std::string &token) -> json {
        if (pipeline.contains("added_tokens") && pipeline["added_tokens"].is_array())
            for (const json &added : pipeline["added_tokens"])
                if (added.is_object() && valueOr(added, "content", nullptr) == token)
                    return valueOr(added, "id", nullptr);
        const json model = valueOr(pipeline, "model", json::object()),
                   vocab = model.is_object() ? valueOr(model, "vocab", json::object()) : json();
        return vocab.is_object() && vocab.contains(token) ? vocab[token] : json();
    };
    json pair = json::array(), single;
    for (int type = 0; type < 2; ++type) {
        const auto special = [&](const std::string &token, bool wanted) {
            const json id = wanted ? idOf(token) : json();
            if (!id.is_number_integer())
                return;
            pair.push_back({{"SpecialToken", {{"id", token}, {"type_id", type}}}});
            specials[token] = {{"id", token}, {"ids", {id}}, {"tokens", {token}}};
        };
        special(begin, begins);
        pair.push_back({{"Sequence", {{"id", type == 0 ? "A" : "B"}, {"type_id", type}}}});
        special(end, ends);
        if (type == 0)
            single = pair;
    }
    pipeline["post_processor"]
        = {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}};
}

/// Tokens that stand for a role by default are none if the configuration gives the role to another.
void dropRenamed(json &pipeline, const json &config, std::initializer_list<std::pair<const char *, const char *>> roles)
{
    for (const auto &[role, content] : roles)
        if (config.contains(role) && contentOf(config[role], "") != content)
            std::erase_if(pipeline["added_tokens"].get_ref<json::array_t &>(),
                          [&, &usual = content](const json &token) { return token["content"] == usual; });
}

/// tokenizer_config.json wins over tokenizer.json in these points (the constructors of transformers' fast tokenizers).
void applyConfig(json &pipeline, const json &config, const std::string &family)
{
    if (isBert(family) && pipeline.contains("normalizer") && pipeline["normalizer"].is_object()
        && valueOr(pipeline["normalizer"], "type", "") == "BertNormalizer") {
        json &normalizer = pipeline["normalizer"];
        normalizer["lowercase"] = valueOr(config, "do_lower_case", true);
        normalizer["strip_accents"] = valueOr(config, "strip_accents", nullptr);
        normalizer["handle_chinese_chars"] = valueOr(config, "tokenize_chinese_chars", true);
    }
    if (family == "LlamaTokenizer" || family == "GemmaTokenizer")
        rebuildTemplate(pipeline, config, family == "LlamaTokenizer" ? "<s>" : "<bos>",
                        family == "LlamaTokenizer" ? "</s>" : "<eos>", true);
    if (family == "GPTNeoXTokenizer")
        rebuildTemplate(pipeline, config, "<|endoftext|>", "<|endoftext|>", false);
    if (!isByteLevel(family))
        return;
    const json addsSpace = valueOr(config, "add_prefix_space", false);
    if (pipeline.contains("pre_tokenizer") && pipeline["pre_tokenizer"].is_object()
        && valueOr(pipeline["pre_tokenizer"], "type", "") == "ByteLevel")
        pipeline["pre_tokenizer"]["add_prefix_space"] = addsSpace;
    if (family != "GPT2Tokenizer" && pipeline.contains("post_processor") && pipeline["post_processor"].is_object()
        && pipeline["post_processor"].contains("add_prefix_space")) {
        pipeline["post_processor"]["add_prefix_space"] = addsSpace;
        pipeline["post_processor"]["trim_offsets"] = valueOr(config, "trim_offsets", true);
    }
}

AddedToken describedToken(const json &value)
{
    AddedToken token;
    const auto flag = [&](const char *key) { return value.is_object() && value.contains(key) && value[key] == true; };
    token.content = value.is_string() ? value.get<std::string>()
                    : value.is_object() && value.contains("content") && value["content"].is_string()
                        ? value["content"].get<std::string>()
                        : "";
    token.singleWord = flag("single_word");
    token.stripsLeft = flag("lstrip");
    token.stripsRight = flag("rstrip");
    token.normalized = flag("normalized");
    token.special = true;
    return token;
}

/// added_tokens.json and added_tokens_decoder in the order of their ids, then the special tokens by their roles.
Pipeline::Extras extrasOf(const json &config, const fs::path &folder)
{
    Pipeline::Extras extras;
    if (const fs::path file = folder / "added_tokens.json"; fs::exists(file)) {
        std::map<long, std::string> byId;
        const json tokens = readJsonText(file);
        if (!tokens.is_object())
            throw Failure(file.string(), "expected an object from token to id, found something else");
        for (const auto &[content, id] : tokens.items())
            if (id.is_number_integer() && !config.contains("added_tokens_decoder"))
                byId[id.get<long>()] = content;
        for (const auto &[id, content] : byId)
            extras.tokens.push_back({id, content});
    }
    if (const json &decoder = valueOr(config, "added_tokens_decoder", json::object()); decoder.is_object()) {
        std::map<long, AddedToken> byId;
        for (const auto &[id, value] : decoder.items()) {
            AddedToken token = describedToken(value);
            token.special = value.is_object() && value.contains("special") && value["special"] == true;
            if (!token.content.empty())
                byId[std::strtol(id.c_str(), nullptr, 10)] = std::move(token);
        }
        for (auto &[id, token] : byId)
            extras.tokens.push_back(std::move(token));
    }
    for (const char *role :
         {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
        AddedToken token = describedToken(valueOr(config, role, nullptr));
        if (token.content.empty())
            continue;
        if (std::string_view(role) == "mask_token")
            extras.mask = token.content;
        extras.tokens.push_back(std::move(token));
    }
    for (const json &item : valueOr(config, "additional_special_tokens", json::array()))
        if (AddedToken token = describedToken(item); !token.content.empty())
            extras.tokens.push_back(std::move(token));
    extras.cleansUp = valueOr(config, "clean_up_tokenization_spaces", false) == true;
    return extras;
}

} // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const std::string &folder, const std::string &modelType)
{
    const fs::path root(folder), whole = root / "tokenizer.json";
    const json config = configOf(root);
    const std::string family = familyOf(config, modelType);
    Pipeline::Extras extras = extrasOf(config, root);
    if (fs::exists(whole)) {
        json pipeline = readJsonText(whole);
        if (!pipeline.is_object())
            throw Failure(whole.string(), "expected an object, found something else");
        applyConfig(pipeline, config, family);
        if (extras.mask.empty() && pipeline.contains("added_tokens") && pipeline["added_tokens"].is_array())
            for (const json &token : pipeline["added_tokens"])
                if (token.is_object()
                    && (valueOr(token, "content", "") == "[MASK]" || valueOr(token, "content", "") == "<mask>"))
                    extras.mask = token["content"];
        return std::make_unique<Pipeline>(pipeline, Origin{whole.string()}, std::move(extras));
    }
    if (fs::exists(root / "vocab.txt")) {
        json pipeline = pipelineOfVocabTxt(root / "vocab.txt");
        dropRenamed(pipeline, config, {{"mask_token", "[MASK]"}, {"pad_token", "[PAD]"}, {"unk_token", "[UNK]"}});
        applyConfig(pipeline, config, family.empty() ? "BertTokenizer" : family);
        if (!config.contains("clean_up_tokenization_spaces"))
            extras.cleansUp = true;
        if (extras.mask.empty())
            extras.mask = "[MASK]";
        return std::make_unique<Pipeline>(pipeline, Origin{(root / "vocab.txt").string()}, std::move(extras));
    }
    if (fs::exists(root / "vocab.json") && fs::exists(root / "merges.txt")) {
        json pipeline = pipelineOfVocabJson(root, family == "GPT2Tokenizer"    ? ByteLevelStyle::Gpt2
                                                  : family == "Qwen2Tokenizer" ? ByteLevelStyle::Qwen2
                                                                               : ByteLevelStyle::Roberta);
        applyConfig(pipeline, config, family);
        if (extras.mask.empty() && family != "GPT2Tokenizer" && family != "Qwen2Tokenizer")
            extras.mask = "<mask>";
        return std::make_unique<Pipeline>(pipeline, Origin{(root / "vocab.json").string()}, std::move(extras));
    }
    if (const auto spm = findSpm(root)) {
        json pipeline = pipelineOfSpm(*spm, family, config);
        applyConfig(pipeline, config, family);
        if (extras.mask.empty() && !config.contains("mask_token"))
            for (const json &token : pipeline["added_tokens"])
                if (token["content"] == "[MASK]" || token["content"] == "<mask>")
                    extras.mask = token["content"];
        return std::make_unique<Pipeline>(pipeline, Origin{spm->string()}, std::move(extras));
    }
    return nullptr;
}

} // namespace deltascope::text
