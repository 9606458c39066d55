#include "nn/delta/opendelta/opendelta.h"

#include "core/outcome.h"
#include "nn/delta/findings.h"
#include "nn/delta/taps/taps.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

bool isLayerName(std::string_view part, std::string_view name)
{
    if (part == name)
        return true;
    // The library counts collisions as name_1, then as the text before the first underscore plus _2, _3, ...
    const std::size_t dash = part.rfind('_');
    if (dash == std::string_view::npos || part.find_first_not_of("0123456789", dash + 1) != std::string_view::npos
        || dash + 1 == part.size())
        return false;
    const std::string_view stem = part.substr(0, dash);
    return stem == name || stem == name.substr(0, name.find('_'));
}

} // namespace

std::vector<SavedLayer> savedLayers(const Host &host, const DeltaSource &source, std::string_view name,
                                    std::vector<TunedEntry> &others)
{
    std::vector<SavedLayer> layers;
    std::vector<SoughtModule> sought;
    std::map<std::string, std::size_t> known;
    for (const io::TensorEntry &entry : source.tensors.entries()) {
        std::string_view key = entry.name;
        std::size_t begin = 0, end = key.find('.');
        while (end != std::string_view::npos && !isLayerName(key.substr(begin, end - begin), name)) {
            begin = end + 1;
            end = key.find('.', begin);
        }
        if (end == std::string_view::npos) {
            others.push_back({&entry, entry.name});
            continue;
        }
        const std::string path(key.substr(0, begin ? begin - 1 : 0)), layer(key.substr(begin, end - begin));
        const auto [found, added] = known.try_emplace(path + "." + layer, layers.size());
        if (added) {
            const int module = host.find(path);
            sought.push_back({path, entry.name, module});
            layers.push_back({module, layer, {}});
        }
        layers[found->second].tensors.emplace(key.substr(end + 1), &entry);
    }
    expectModules(host, source.file, sought);
    return layers;
}

at::Tensor load(const SavedLayer &layer, const DeltaSource &source, const std::string &parameter, const Shape &expected)
{
    const auto found = layer.tensors.find(parameter);
    if (found == layer.tensors.end())
        throw Failure(Error{source.file,
                            layer.layer + "." + parameter + ": expected beside " + layer.tensors.begin()->second->name
                                + ", found no such key",
                            {},
                            "missing-weight"});
    return source.tensor(*found->second, expected);
}

Bottleneck loadAdapter(const SavedLayer &layer, const DeltaSource &source, std::int64_t width, std::int64_t bottleneck,
                       Activation activation)
{
    const auto get = [&](const char *name, const Shape &shape) {
        return load(layer, source, std::string("modulelist.") + name, shape);
    };
    return {{get("down_proj.weight", {bottleneck, width}), get("down_proj.bias", {bottleneck})},
            {get("up_proj.weight", {width, bottleneck}), get("up_proj.bias", {width})},
            activation};
}

void addFreshAdapter(NamedTensors &tensors, const std::string &path, std::int64_t width, std::int64_t bottleneck,
                     at::Generator &generator)
{
    const std::string layer = path + ".modulelist.";
    tensors.emplace_back(layer + "down_proj.weight", at::empty({bottleneck, width}).normal_(0, 0.01, generator));
    tensors.emplace_back(layer + "down_proj.bias", at::zeros({bottleneck}));
    tensors.emplace_back(layer + "up_proj.weight", at::empty({width, bottleneck}).normal_(0, 0.01, generator));
    tensors.emplace_back(layer + "up_proj.bias", at::zeros({width}));
}

std::vector<TapModule> adapterModules(const std::string &layer, std::string_view type, const Bottleneck &bottleneck)
{
    const auto linear = [&](const char *name, const Bottleneck::Layer &part) {
        return TapModule{layer + ".modulelist." + name,
                         "Linear",
                         {{"weight", part.weight.sizes().vec()}, {"bias", part.bias.sizes().vec()}}};
    };
    return {{layer, std::string(type), {}},
            {layer + ".modulelist", "Sequential", {}},
            linear("down_proj", bottleneck.down),
            linear("up_proj", bottleneck.up)};
}

void addSamplers(BuiltDelta &delta, int module, const std::string &layer, std::string_view type, std::string_view part,
                 Sampler down, Sampler up, Activation activation)
{
    TapInfo info;
    info.formula = "y + s·Up(act(Down y))";
    info.modules = {{layer, std::string(type), {}},
                    {layer + ".down_sampler", std::string(part), std::move(down.params)},
                    {layer + ".up_sampler", std::string(part), std::move(up.params)}};
    addTap(delta, module,
           std::make_shared<BottleneckTap>(Bottleneck{std::move(down.layer), std::move(up.layer), activation}),
           std::move(info));
}

at::Tensor glorot(const Shape &shape, std::int64_t rows, std::int64_t columns, std::string_view how,
                  at::Generator &generator)
{
    const double deviation = std::sqrt(2.0) * std::sqrt(2.0 / static_cast<double>(rows + columns));
    if (how == "glorot-normal")
        return at::empty(shape).normal_(0, deviation, generator);
    const double bound = std::sqrt(3.0) * deviation;
    return at::empty(shape).uniform_(-bound, bound, generator);
}

std::vector<int> freshSites(const Host &host, const Config &config, const std::vector<std::string> &defaults)
{
    std::vector<tree::NamedModule> modules;
    for (const ModuleInfo &module : host.network.modules)
        modules.push_back({module.name, module.type});
    return tree::deltaTargets(modules, config.texts("modified_modules"), config.texts("exclude_modules"), defaults);
}

Activation activation(const Config &config)
{
    std::string name = config.text("non_linearity");
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (name == "gelu_orig")
        name = "gelu";
    else if (name == "leakyrelu")
        name = "leaky_relu";
    const Activation found = activationByName(name);
    if (!found)
        config.refuse("non_linearity", activationNames());
    return found;
}

KeyInfo activationKey()
{
    return {"non_linearity",
            KeyType::Text,
            "gelu_new",
            "between the two linears",
            KeyPlace::Form,
            KeyEffect::Computes,
            {"gelu_new", "relu", "sigmoid", "tanh", "leaky_relu", "linear"}};
}

std::vector<KeyInfo> withTargets(std::vector<KeyInfo> own)
{
    own.push_back({"modified_modules", KeyType::Texts, {}, "modules, by name, suffix, [r]regex or common name"});
    return own;
}

} // namespace deltascope::nn::opendelta
