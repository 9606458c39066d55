// Which modules a PEFT configuration means (peft/tuners/tuners_utils.py: check_target_module_exists), and fresh IA3.
#include "nn/delta/peft/peft.h"

#include "core/outcome.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace peft {

namespace {

bool isText(const Config &config, std::string_view key)
{
    return config.has(key) && config.json().at(std::string(key)).is_string();
}

bool endsWithPart(const std::string &name, const std::string &end) { return name == end || name.ends_with("." + end); }

/// A regular expression for the whole name, or a list of names and endings.
bool named(const Config &config, std::string_view key, const std::string &name)
{
    const std::vector<std::string> list = config.texts(key);
    if (isText(config, key))
        return tree::Pattern(list.front()).fullMatch(name);
    return std::any_of(list.begin(), list.end(), [&](const std::string &end) { return endsWithPart(name, end); });
}

/// The number of a module's layer: behind layers_pattern, or the first number between dots; -1 if there is none.
std::int64_t layerOf(const Config &config, const std::string &name)
{
    const std::vector<std::string> patterns = config.texts("layers_pattern");
    std::vector<std::string> before = patterns.empty() ? std::vector<std::string>{"[^.]*"} : patterns;
    for (const std::string &pattern : before) {
        const std::string whole = ".*?\\." + pattern + "\\.";
        for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
            const std::size_t end = name.find('.', dot + 1);
            const std::string number = name.substr(dot + 1, end == std::string::npos ? end : end - dot - 1);
            const bool digits
                = !number.empty() && number.size() < 9
                  && std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c); });
            if (digits && end != std::string::npos && tree::Pattern(whole).fullMatch(name.substr(0, dot + 1)))
                return std::stoll(number);
        }
    }
    return -1;
}

bool inLayers(const Config &config, const std::string &name)
{
    const std::vector<std::int64_t> layers = config.integers("layers_to_transform");
    return layers.empty() || std::find(layers.begin(), layers.end(), layerOf(config, name)) != layers.end();
}

bool isLinear(const Host &host, std::size_t module)
{
    const Block *block = host.blocks[module];
    return dynamic_cast<const Linear *>(block) || dynamic_cast<const Conv1D *>(block);
}

/// "all-linear": every one but the output layer.
bool isInner(const Host &host, std::size_t module, const Config &config)
{
    const std::string &name = host.network.modules[module].name;
    const bool head
        = name == "lm_head" || name == "embed_out" || name == "cls.predictions.decoder" || name == "lm_head.decoder";
    const bool classifier = config.text("task_type", "") == "SEQ_CLS" && (name == "classifier" || name == "score");
    return isLinear(host, module) && !head && !classifier;
}

} // namespace

bool isWhole(const Config &config, const std::string &name)
{
    const std::string dotted = "." + name + ".";
    const std::vector<std::string> list = config.texts("modules_to_save");
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string &part) { return dotted.find("." + part + ".") != std::string::npos; });
}

std::vector<int> targets(const Host &host, const Config &config,
                         const std::map<std::string, std::vector<std::string>> &defaults)
{
    std::vector<std::string> list = config.texts("target_modules");
    if (list.empty()) {
        const auto known = defaults.find(host.network.family);
        if (known == defaults.end())
            config.refuse("target_modules", "names of modules, since PEFT has no defaults for " + host.network.family);
        list = known->second;
    }
    const bool pattern = isText(config, "target_modules"), all = list.size() == 1 && list.front() == "all-linear";
    std::vector<int> found;
    for (std::size_t i = 1; i < host.network.modules.size(); ++i) {
        const std::string &name = host.network.modules[i].name;
        if (!host.blocks[i] || named(config, "exclude_modules", name) || isWhole(config, name))
            continue;
        bool chosen = false;
        if (all)
            chosen = isInner(host, i, config);
        else if (pattern)
            chosen = tree::Pattern(list.front()).fullMatch(name);
        else
            for (const std::string &end : list)
                chosen = chosen || name == end || (endsWithPart(name, end) && inLayers(config, name));
        if (chosen)
            found.push_back(static_cast<int>(i));
    }
    if (found.empty())
        throw Failure(Error{config.path(),
                            "target_modules: expected modules of " + host.network.architecture + ", found "
                                + joinNames(list) + ", which names none",
                            {},
                            "no-such-module"});
    return found;
}

} // namespace peft

namespace {

struct Ia3Defaults {
    std::vector<std::string> targets, feedForward;
};

/// peft/utils/constants.py
const std::map<std::string, Ia3Defaults> &ia3Defaults()
{
    static const Ia3Defaults bert{{"key", "value", "output.dense"}, {"output.dense"}},
        fused{{"query_key_value", "dense_4h_to_h"}, {"dense_4h_to_h"}};
    static const Ia3Defaults llama{{"k_proj", "v_proj", "down_proj"}, {"down_proj"}},
        qwen{{"q_proj", "v_proj", "down_proj"}, {"down_proj"}};
    static const std::map<std::string, Ia3Defaults> table = {
        {"bert", bert},
        {"roberta", bert},
        {"deberta-v2", {{"key_proj", "value_proj", "output.dense"}, {"output.dense"}}},
        {"bart", {{"q_proj", "v_proj", "fc2"}, {"fc2"}}},
        {"mbart", {{"q_proj", "v_proj", "fc2"}, {"fc2"}}},
        {"t5", {{"k", "v", "wo"}, {"wo"}}},
        {"mt5", {{"k", "v", "wi_1"}, {}}},
        {"gpt2", {{"c_attn", "mlp.c_proj"}, {"mlp.c_proj"}}},
        {"gptj", {{"q_proj", "v_proj", "fc_out"}, {"fc_out"}}},
        {"gpt_neo", {{"q_proj", "v_proj", "c_proj"}, {"c_proj"}}},
        {"gpt_neox", fused},
        {"opt", {{"q_proj", "k_proj", "fc2"}, {"fc2"}}},
        {"bloom", {{"query_key_value", "mlp.dense_4h_to_h"}, {"mlp.dense_4h_to_h"}}},
        {"falcon", fused},
        {"llama", llama},
        {"mistral", llama},
        {"mixtral", {{"k_proj", "v_proj", "w2"}, {"w2"}}},
        {"phi", {{"q_proj", "v_proj", "fc2"}, {"fc2"}}},
        {"gemma", qwen},
        {"gemma2", qwen},
        {"qwen2", qwen},
        {"qwen3", qwen},
    };
    return table;
}

} // namespace

std::vector<std::string> peft::feedForwardModules(const Host &host, const Config &config)
{
    const auto known = ia3Defaults().find(host.network.family);
    return config.has("feedforward_modules") || known == ia3Defaults().end() ? config.texts("feedforward_modules")
                                                                             : known->second.feedForward;
}

NamedTensors freshPeftIa3(const Host &host, const Config &config, std::uint64_t)
{
    std::map<std::string, std::vector<std::string>> defaults;
    for (const auto &[family, own] : ia3Defaults())
        defaults[family] = own.targets;
    NamedTensors tensors;
    const std::vector<std::string> forward = peft::feedForwardModules(host, config);
    for (const int module : peft::targets(host, config, defaults)) {
        const std::string &path = host.network.modules[module].name;
        const Block &block = *host.blocks[module];
        const bool input
            = std::any_of(forward.begin(), forward.end(), [&](const std::string &end) { return path.ends_with(end); });
        tensors.emplace_back("base_model.model." + path + ".ia3_l",
                             at::ones(input ? Shape{1, block.inputWidth()} : Shape{block.outputWidth(), 1}));
    }
    return tensors;
}

} // namespace deltascope::nn
