// OpenDelta's adapter (opendelta/delta_models/adapter.py): a bottleneck with a residual after the module.
#include "nn/delta/opendelta.h"
#include "nn/delta/random.h"
#include "nn/delta/taps.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

void add(BuiltDelta &delta, int module, const std::string &layer, BottleneckTap::Layer down, BottleneckTap::Layer up, Activation activation)
{
    TapInfo info;
    info.formula = "y + s·Up(act(Down y))";
    info.modules = {{layer, "AdapterLayer", {}},
                    {layer + ".modulelist", "Sequential", {}},
                    {layer + ".modulelist.down_proj", "Linear", {{"weight", down.weight.sizes().vec()}, {"bias", down.bias.sizes().vec()}}},
                    {layer + ".modulelist.up_proj", "Linear", {{"weight", up.weight.sizes().vec()}, {"bias", up.bias.sizes().vec()}}}};
    opendelta::addTap(delta, module, std::make_shared<BottleneckTap>(std::move(down), std::move(up), activation), std::move(info));
}

} // namespace

NamedTensors freshOpenDeltaAdapter(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t bottleneck = config.size("bottleneck_dim", 24);
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : opendelta::freshSites(host, config, {"attn@.proj@", "ff@.w2@"})) {
        const std::int64_t width = host.blocks[module]->outputWidth();
        const std::string layer = host.network.modules[module].name + ".adapter.modulelist.";
        tensors.emplace_back(layer + "down_proj.weight", at::empty({bottleneck, width}).normal_(0, 0.01, generator));
        tensors.emplace_back(layer + "down_proj.bias", at::zeros({bottleneck}));
        tensors.emplace_back(layer + "up_proj.weight", at::empty({width, bottleneck}).normal_(0, 0.01, generator));
        tensors.emplace_back(layer + "up_proj.bias", at::zeros({width}));
    }
    return tensors;
}

BuiltDelta buildOpenDeltaAdapter(const Host &host, const DeltaSource &source)
{
    const std::int64_t bottleneck = source.config.size("bottleneck_dim", 24);
    const Activation activation = opendelta::activation(source.config, "gelu_new");
    BuiltDelta delta = opendelta::begin(source, "adapter", {"bottleneck_dim", "non_linearity"});
    delta.info.summary = "adapter b" + std::to_string(bottleneck);
    std::vector<const io::TensorEntry *> others;
    for (const auto &layer : opendelta::savedLayers(host, source, "adapter", others)) {
        const std::int64_t width = host.blocks[layer.module]->outputWidth();
        const auto load = [&](const char *name, const Shape &shape) { return opendelta::load(layer, source, std::string("modulelist.") + name, shape); };
        add(delta, layer.module, layer.layer, {load("down_proj.weight", {bottleneck, width}), load("down_proj.bias", {bottleneck})},
            {load("up_proj.weight", {width, bottleneck}), load("up_proj.bias", {width})}, activation);
    }
    opendelta::replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace deltascope::nn
