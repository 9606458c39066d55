#include "text/files/families.h"

#include "text/files/configure.h"

#include <algorithm>
#include <iterator>

namespace deltascope::text {

using nlohmann::json;

namespace {

using Style = ByteLevelStyle;

constexpr TokenizerFamily families[] = {
    {"BertTokenizer", Style::Roberta, nullptr, configureBert},
    {"DistilBertTokenizer", Style::Roberta, nullptr, configureBert},
    {"ElectraTokenizer", Style::Roberta, nullptr, configureBert},
    {"GPT2Tokenizer", Style::Gpt2, nullptr, configureGpt2},
    {"RobertaTokenizer", Style::Roberta, nullptr, configureRoberta},
    {"BartTokenizer", Style::Roberta, nullptr, configureRoberta},
    {"GPTNeoXTokenizer", Style::Roberta, nullptr, configureGptNeoX},
    {"Qwen2Tokenizer", Style::Qwen2, nullptr, nullptr},
    {"LlamaTokenizer", Style::Roberta, spm::llama, configureLlama},
    {"GemmaTokenizer", Style::Roberta, spm::gemma, configureGemma},
    {"T5Tokenizer", Style::Roberta, spm::t5, nullptr},
    {"MT5Tokenizer", Style::Roberta, spm::t5, nullptr},
    {"XLMRobertaTokenizer", Style::Roberta, spm::xlmRoberta, nullptr},
    {"MBartTokenizer", Style::Roberta, spm::mbart, nullptr},
    {"MBart50Tokenizer", Style::Roberta, spm::mbart50, nullptr},
    {"AlbertTokenizer", Style::Roberta, spm::albert, nullptr},
    {"XLNetTokenizer", Style::Roberta, spm::xlnet, nullptr},
    {"DebertaV2Tokenizer", Style::Roberta, spm::deberta, nullptr},
};

} // namespace

std::string tokenizerClass(const json &config, const std::string &usualClass)
{
    const auto named = config.find("tokenizer_class");
    std::string name = named != config.end() && named->is_string() ? named->get<std::string>() : std::string();
    if (name.empty())
        name = usualClass;
    if (name.size() > 4 && name.ends_with("Fast"))
        name.resize(name.size() - 4);
    return name;
}

const TokenizerFamily &tokenizerFamily(std::string_view name)
{
    static constexpr TokenizerFamily unknown;
    const auto found = std::find_if(std::begin(families), std::end(families),
                                    [&](const TokenizerFamily &family) { return family.name == name; });
    return found == std::end(families) ? unknown : *found;
}

} // namespace deltascope::text
