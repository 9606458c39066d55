// OpenDelta's lora (opendelta/delta_models/lora.py): a parallel low-rank path on Linear, s = lora_alpha / lora_r.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

const Leaf &linearAt(const Host &host, const std::string &file, int module)
{
    const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[module]);
    if (!leaf || (!dynamic_cast<const Linear *>(leaf) && !dynamic_cast<const Conv1D *>(leaf)))
        throw Failure(Error{file,
                            "modified_modules: lora expected a Linear, found " + host.network.modules[module].name
                                + " (" + host.network.modules[module].type + ")",
                            {},
                            "shape-mismatch"});
    return *leaf;
}

void add(BuiltDelta &delta, int module, std::string layer, at::Tensor a, at::Tensor b, double scale)
{
    TapInfo info;
    info.formula = "y + s·BA x";
    info.scale = scale;
    info.modules.push_back(
        {std::move(layer), "LowRankLinear", {{"lora_A", a.sizes().vec()}, {"lora_B", b.sizes().vec()}}});
    addTap(delta, module, std::make_shared<LowRankTap>(std::move(a), std::move(b), scale), std::move(info));
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t rank = config.size("lora_r");
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : freshSites(host, config, {"attn@.q@", "attn@.v@"})) {
        const Leaf &leaf = linearAt(host, config.path(), module);
        // Kaiming uniform with a = sqrt(5): bound 1 / sqrt(in).
        const double bound = 1 / std::sqrt(static_cast<double>(leaf.inputWidth()));
        tensors.emplace_back(leaf.path() + ".lora.lora_A",
                             at::empty({rank, leaf.inputWidth()}).uniform_(-bound, bound, generator));
        tensors.emplace_back(leaf.path() + ".lora.lora_B", at::zeros({leaf.outputWidth(), rank}));
    }
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t rank = source.config.size("lora_r");
    const double scale = source.config.number("lora_alpha") / static_cast<double>(rank);
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "lora r" + std::to_string(rank);
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "lora", others)) {
        const Leaf &leaf = linearAt(host, source.file, layer.module);
        add(delta, layer.module, layer.layer, load(layer, source, "lora_A", {rank, leaf.inputWidth()}),
            load(layer, source, "lora_B", {leaf.outputWidth(), rank}), scale);
    }
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind lora()
{
    return {.library = "opendelta",
            .name = "lora",
            .title = "LoRA",
            .says = "y + s·BA x: a low-rank update beside a linear module",
            .build = build,
            .fresh = fresh,
            .keys = withTargets(
                {{"lora_r", KeyType::Whole, "8", "rank of the update", KeyPlace::Form},
                 {"lora_alpha", KeyType::Number, "16", "the update is scaled by lora_alpha / lora_r", KeyPlace::Form},
                 {"lora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains}})};
}

} // namespace deltascope::nn::opendelta
