// PEFT's IA3 (peft/tuners/ia3/layer.py; Liu et al. 2022): what a module reads or returns times a learned vector.
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/turntaps.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::peft {

namespace {

/// Endings of the modules whose input is scaled: feedforward_modules, else the family's.
std::vector<std::string> feedForwardModules(const Host &host, const Config &config)
{
    return config.has("feedforward_modules") ? config.texts("feedforward_modules")
                                             : familyDefaults(host).ia3FeedForward;
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t)
{
    NamedTensors tensors;
    const std::vector<std::string> forward = feedForwardModules(host, config);
    for (const int module : targets(host, config, familyDefaults(host).ia3)) {
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
            .keys = withTargets({{"feedforward_modules",
                                  KeyType::Texts,
                                  {},
                                  "targets whose inputs are scaled; commas between several",
                                  KeyPlace::Form},
                                 {"modules_to_save", KeyType::Texts, {}, {}, KeyPlace::Rack},
                                 trainingKey("init_ia3_weights", KeyType::Flag, "True")})};
}

} // namespace deltascope::nn::peft
