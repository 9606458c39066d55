#include "engine/local/runfacts.h"

#include "engine/local/generate/rules.h"
#include "io/jsonfile.h"

#include <filesystem>
#include <map>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// The first id of a decoder, as transformers' generate() has it: decoder_start_token_id, else bos_token_id, of what
/// says how to generate; config.json has its class's defaults too.
std::optional<std::int64_t> decoderStart(const nn::Config &generation, const nn::Config &config)
{
    const bool isBart = config.text("model_type", "") == "bart", isMBart = config.text("model_type", "") == "mbart";
    const bool hasDefaults = generation.path() == config.path();
    if (const auto start = generation.optionalInteger("decoder_start_token_id"))
        return start;
    if (hasDefaults && isBart)
        return 2;
    if (const auto bos = generation.optionalInteger("bos_token_id"))
        return bos;
    return hasDefaults && isMBart ? std::optional<std::int64_t>(0) : config.optionalInteger("decoder_start_token_id");
}

} // namespace

RunFacts readFacts(const nn::Config &config, const std::string &folder)
{
    const fs::path file = fs::path(folder) / "generation_config.json";
    const nn::Config generation = fs::exists(file) ? nn::Config(io::readJson(file.string()), file.string()) : config;
    RunFacts facts;
    const std::string problem = config.text("problem_type", "");
    if (problem == "multi_label_classification")
        facts.problem = RunFacts::Problem::MultiLabel;
    else if (problem == "regression")
        facts.problem = RunFacts::Problem::Regression;
    facts.endIds = generation.integers("eos_token_id");
    facts.pad = config.integer("pad_token_id", 0);
    facts.decoderStart = decoderStart(generation, config).value_or(facts.pad);
    (void)readLogitRules(generation, facts.endIds); // a broken file is found when the model opens
    facts.generation = generation;
    return facts;
}

GenerationSettings configuredGeneration(const nn::Config &generation)
{
    GenerationSettings settings;
    settings.basis = GenerationSettings::Basis::AsConfigured;
    const nlohmann::json &json = generation.json();
    const auto read = [&json](const char *key, auto &target) {
        using Value = typename std::decay_t<decltype(target)>::value_type;
        const auto found = json.find(key);
        if (found == json.end())
            return;
        const bool isRight = std::is_same_v<Value, bool>     ? found->is_boolean()
                             : std::is_same_v<Value, double> ? found->is_number()
                                                             : found->is_number_integer();
        if (isRight)
            target = found->get<Value>();
    };
    read("do_sample", settings.samples);
    read("num_beams", settings.beams);
    read("max_length", settings.maxNewTokens);
    read("max_new_tokens", settings.maxNewTokens);
    read("min_new_tokens", settings.minNewTokens);
    read("top_k", settings.topK);
    read("no_repeat_ngram_size", settings.noRepeatNgram);
    read("temperature", settings.temperature);
    read("top_p", settings.topP);
    read("min_p", settings.minP);
    read("repetition_penalty", settings.repetitionPenalty);
    read("length_penalty", settings.lengthPenalty);
    read("early_stopping", settings.stopsEarly);
    return settings;
}

std::vector<std::string> readLabels(const nn::Config &config, int chosen)
{
    std::int64_t count = config.integer("num_labels", 2);
    std::map<std::int64_t, std::string> named;
    if (config.has("id2label")) {
        const nlohmann::json &map = config.json().at("id2label");
        if (!map.is_object() || map.empty())
            config.refuse("id2label", "an object from index to name");
        for (const auto &[key, value] : map.items()) {
            if (!value.is_string() || key.empty() || key.size() > 9
                || key.find_first_not_of("0123456789") != std::string::npos)
                config.refuse("id2label", "an object from index to name");
            named[std::stoll(key)] = value;
        }
        count = static_cast<std::int64_t>(named.size());
    }
    if (chosen > 0 && chosen != count) {
        count = chosen;
        named.clear();
    }
    if (count < 1 || count > 1'000'000)
        config.refuse("num_labels", "a positive whole number");
    std::vector<std::string> labels;
    for (std::int64_t i = 0; i < count; ++i)
        labels.push_back(named.count(i) ? named[i] : "LABEL_" + std::to_string(i));
    return labels;
}

} // namespace deltascope
