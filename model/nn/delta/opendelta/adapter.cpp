// OpenDelta's adapter (opendelta/delta_models/adapter.py): a bottleneck with a residual after the module.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

void add(BuiltDelta &delta, int module, const std::string &layer, const Bottleneck &bottleneck)
{
    TapInfo info;
    info.formula = "y + s·Up(act(Down y))";
    info.modules = opendelta::adapterModules(layer, "AdapterLayer", bottleneck);
    opendelta::addTap(delta, module, std::make_shared<BottleneckTap>(bottleneck), std::move(info));
}

} // namespace

NamedTensors freshOpenDeltaAdapter(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t bottleneck = config.size("bottleneck_dim", 24);
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : opendelta::freshSites(host, config, {"attn@.proj@", "ff@.w2@"}))
        opendelta::addFreshAdapter(tensors, host.network.modules[module].name + ".adapter",
                                   host.blocks[module]->outputWidth(), bottleneck, generator);
    return tensors;
}

BuiltDelta buildOpenDeltaAdapter(const Host &host, const DeltaSource &source)
{
    const std::int64_t bottleneck = source.config.size("bottleneck_dim", 24);
    const Activation activation = opendelta::activation(source.config, "gelu_new");
    BuiltDelta delta = opendelta::begin(source, "adapter", {"bottleneck_dim", "non_linearity"});
    delta.info.summary = "adapter b" + std::to_string(bottleneck);
    std::vector<const io::TensorEntry *> others;
    for (const auto &layer : opendelta::savedLayers(host, source, "adapter", others))
        add(delta, layer.module, layer.layer,
            opendelta::loadAdapter(layer, source, host.blocks[layer.module]->outputWidth(), bottleneck, activation));
    opendelta::replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace deltascope::nn
