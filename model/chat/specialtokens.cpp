#include "chat/specialtokens.h"

#include <nlohmann/json.hpp>

#include <array>

namespace deltascope::chat {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 7> keys
    = {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

/// The default values of a class's constructor in transformers, in the order of `keys`; empty: none.
struct ClassDefaults {
    std::string_view name; ///< without Fast
    std::array<std::string_view, 7> tokens;
};

constexpr ClassDefaults classes[] = {
    {"GPT2Tokenizer", {"<|endoftext|>", "<|endoftext|>", "<|endoftext|>"}},
    {"GPTNeoXTokenizer", {"<|endoftext|>", "<|endoftext|>", "<|endoftext|>"}},
    {"CodeGenTokenizer", {"<|endoftext|>", "<|endoftext|>", "<|endoftext|>"}},
    {"Qwen2Tokenizer", {"", "<|endoftext|>", "<|endoftext|>", "", "<|endoftext|>"}},
    {"LlamaTokenizer", {"<s>", "</s>", "<unk>"}},
    {"CodeLlamaTokenizer", {"<s>", "</s>", "<unk>"}},
    {"GemmaTokenizer", {"<bos>", "<eos>", "<unk>", "", "<pad>"}},
    {"CohereTokenizer", {"<BOS_TOKEN>", "<|END_OF_TURN_TOKEN|>", "<UNK>"}},
    {"BloomTokenizer", {"<s>", "</s>", "<unk>", "", "<pad>"}},
    {"T5Tokenizer", {"", "</s>", "<unk>", "", "<pad>"}},
    {"RobertaTokenizer", {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"}},
    {"BartTokenizer", {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"}},
    {"XLMRobertaTokenizer", {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"}},
    {"MBartTokenizer", {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"}},
    {"BlenderbotTokenizer", {"<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"}},
    {"BlenderbotSmallTokenizer", {"__start__", "__end__", "__unk__"}},
    {"BertTokenizer", {"", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"}},
    {"DistilBertTokenizer", {"", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"}},
    {"ElectraTokenizer", {"", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"}},
};

/// A token as a text or as {"content": ...}.
std::string contentOf(const Json &token)
{
    const Json *content = &token;
    if (token.is_object())
        content = token.contains("content") ? &token["content"] : nullptr;
    return content && content->is_string() ? content->get<std::string>() : std::string();
}

std::string defaultOf(const Json &config, std::size_t key)
{
    std::string name = contentOf(config.value("tokenizer_class", Json()));
    if (name.ends_with("Fast"))
        name.erase(name.size() - 4);
    for (const ClassDefaults &known : classes)
        if (known.name == name)
            return std::string(known.tokens[key]);
    return {};
}

} // namespace

std::vector<std::pair<std::string, Value>> specialTokens(const Json &tokenizerConfig, const Json &specialTokensMap)
{
    const bool isOlder = !tokenizerConfig.contains("added_tokens_decoder");
    std::vector<std::pair<std::string, Value>> tokens;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string key(keys[i]);
        std::string token;
        if (isOlder && specialTokensMap.contains(key))
            token = contentOf(specialTokensMap[key]);
        else if (tokenizerConfig.contains(key))
            token = contentOf(tokenizerConfig[key]);
        else
            token = defaultOf(tokenizerConfig, i);
        if (!token.empty())
            tokens.emplace_back(key, std::move(token));
    }
    return tokens;
}

} // namespace deltascope::chat
