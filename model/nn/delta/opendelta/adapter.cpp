// OpenDelta's adapter (opendelta/delta_models/adapter.py): a bottleneck with a residual after the module.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

void add(BuiltDelta &delta, int module, const std::string &layer, const Bottleneck &bottleneck)
{
    TapInfo info;
    info.formula = "y + s·Up(act(Down y))";
    info.modules = adapterModules(layer, "AdapterLayer", bottleneck);
    addTap(delta, module, std::make_shared<BottleneckTap>(bottleneck), std::move(info));
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t bottleneck = config.size("bottleneck_dim");
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : freshSites(host, config, {"attn@.proj@", "ff@.w2@"}))
        addFreshAdapter(tensors, host.network.modules[module].name + ".adapter", host.blocks[module]->outputWidth(),
                        bottleneck, generator);
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t bottleneck = source.config.size("bottleneck_dim");
    const Activation activation = opendelta::activation(source.config);
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "adapter b" + std::to_string(bottleneck);
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "adapter", others))
        add(delta, layer.module, layer.layer,
            loadAdapter(layer, source, host.blocks[layer.module]->outputWidth(), bottleneck, activation));
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind adapter()
{
    return {.library = "opendelta",
            .name = "adapter",
            .title = "Adapter",
            .says = "y + up(act(down y)): a bottleneck after a module",
            .build = build,
            .fresh = fresh,
            .keys = withTargets({{"bottleneck_dim", KeyType::Whole, "24", "width of the bottleneck", KeyPlace::Form},
                                 activationKey(),
                                 recordKey("sequential", KeyType::Flag)})};
}

} // namespace deltascope::nn::opendelta
