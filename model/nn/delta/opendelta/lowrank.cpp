// OpenDelta's low_rank_adapter (opendelta/delta_models/low_rank_adapter.py, layers/low_rank_linear.py): an adapter
// whose two linears are x W + b with W = W_left W_right (as documented; the library multiplies element by element).
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

std::int64_t bottleneckOf(const Config &config, std::int64_t width)
{
    const std::int64_t factor = config.size("reduction_factor");
    if (factor > width)
        config.refuse("reduction_factor", "at most the width " + std::to_string(width));
    return width / factor;
}

Sampler loadSampler(const SavedLayer &layer, const DeltaSource &source, const std::string &name, std::int64_t in,
                    std::int64_t out, std::int64_t rank)
{
    const at::Tensor left = load(layer, source, name + ".W_left", {in, rank});
    const at::Tensor right = load(layer, source, name + ".W_right", {rank, out});
    return {{{"W_left", {in, rank}}, {"W_right", {rank, out}}, {"b", {out}}},
            {left.mm(right).t().contiguous(), load(layer, source, name + ".b", {out})}};
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t rank = config.size("low_rank_rank");
    const std::string how = config.text("low_rank_w_init");
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : freshSites(host, config, {"attn@.proj@", "ff@.w2@"})) {
        const std::int64_t width = host.blocks[module]->outputWidth(), inner = bottleneckOf(config, width);
        const auto add = [&](const char *name, std::int64_t in, std::int64_t out) {
            const std::string layer = host.network.modules[module].name + ".low_rank_adapter." + name;
            tensors.emplace_back(layer + ".W_left", glorot({in, rank}, in, rank, how, generator));
            tensors.emplace_back(layer + ".W_right", glorot({rank, out}, rank, out, how, generator));
            tensors.emplace_back(layer + ".b", at::zeros({out}));
        };
        add("down_sampler", width, inner);
        add("up_sampler", inner, width);
    }
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t rank = source.config.size("low_rank_rank");
    const Activation activation = opendelta::activation(source.config);
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "low-rank r" + std::to_string(rank);
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "low_rank_adapter", others)) {
        const std::int64_t width = host.blocks[layer.module]->outputWidth(), inner = bottleneckOf(source.config, width);
        addSamplers(delta, layer.module, layer.layer, "LowRankAdapter", "LowRankLinear",
                    loadSampler(layer, source, "down_sampler", width, inner, rank),
                    loadSampler(layer, source, "up_sampler", inner, width, rank), activation);
    }
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind lowRankAdapter()
{
    return {
        .library = "opendelta",
        .name = "low_rank_adapter",
        .title = "Low-rank adapter",
        .says = "an adapter whose linears are low-rank products",
        .build = build,
        .fresh = fresh,
        .keys = withTargets(
            {{"reduction_factor", KeyType::Whole, "32", "the bottleneck is the width divided by it", KeyPlace::Form},
             {"low_rank_rank", KeyType::Whole, "1", "rank of the products", KeyPlace::Form},
             {"low_rank_w_init", KeyType::Text, "glorot-uniform", {}, KeyPlace::Rack, KeyEffect::Trains},
             activationKey()})};
}

} // namespace deltascope::nn::opendelta
