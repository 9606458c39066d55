// PEFT's IA3 (peft/tuners/ia3/layer.py; Liu et al. 2022): what a module reads or returns times a learned vector.
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/turntaps.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::peft {

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

/// Endings of the modules whose input is scaled: feedforward_modules, else the model_type's.
std::vector<std::string> feedForwardModules(const Host &host, const Config &config)
{
    const auto known = ia3Defaults().find(host.network.family);
    return config.has("feedforward_modules") || known == ia3Defaults().end() ? config.texts("feedforward_modules")
                                                                             : known->second.feedForward;
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t)
{
    std::map<std::string, std::vector<std::string>> defaults;
    for (const auto &[family, own] : ia3Defaults())
        defaults[family] = own.targets;
    NamedTensors tensors;
    const std::vector<std::string> forward = feedForwardModules(host, config);
    for (const int module : targets(host, config, defaults)) {
        const std::string &path = host.network.modules[module].name;
        const Block &block = *host.blocks[module];
        const bool input
            = std::any_of(forward.begin(), forward.end(), [&](const std::string &end) { return path.ends_with(end); });
        tensors.emplace_back("base_model.model." + path + ".ia3_l",
                             at::ones(input ? Shape{1, block.inputWidth()} : Shape{block.outputWidth(), 1}));
    }
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const Containers containers{"ia3_l"};
    return peft::build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const Leaf &leaf = linearAt(host, source, site);
        const std::vector<std::string> forward = feedForwardModules(host, source.config);
        const bool input = std::any_of(forward.begin(), forward.end(),
                                       [&](const std::string &end) { return site.path.ends_with(end); });
        const at::Tensor scales
            = load(site, source, "ia3_l", input ? Shape{1, leaf.inputWidth()} : Shape{leaf.outputWidth(), 1});
        addTap(delta, site,
                     std::make_shared<FeatureScaleTap>(scales.flatten(), input ? FeatureScaleTap::Where::Input
                                                                               : FeatureScaleTap::Where::Output),
                     input ? "F((1 + s(l - 1))·x)" : "(1 + s(l - 1))·y");
    });
}

} // namespace

DeltaKind ia3()
{
    return {.library = "peft",
            .name = "IA3",
            .title = "(IA)³ (PEFT)",
            .says = "l ⊙ y: every output, of feed-forward modules every input, times a learned number",
            .build = build,
            .fresh = fresh,
            .keys = withTargets({{"feedforward_modules", KeyType::Texts, {}, "targets whose inputs are scaled; commas between several", KeyPlace::Form}, {"modules_to_save", KeyType::Texts, {}, {}, KeyPlace::Rack}, trainingKey("init_ia3_weights", KeyType::Flag, "True")})};
}

} // namespace deltascope::nn::peft
