// OpenDelta's bitfit (opendelta/delta_models/bitfit.py): tuned or added biases.
#include "nn/delta/findings.h"
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <set>

namespace deltascope::nn::opendelta {

namespace {

/// A bias at a site: the module's own one tuned, a new one of a Linear, or a layer "bitfit" behind another leaf.
enum class Place { Tuned, Added, Behind };

/// Of a saved "bias" key.
Place placeOf(const Leaf &leaf) { return leaf.hasBias() ? Place::Tuned : Place::Added; }

/// Where a fresh one goes: a module that is named itself takes a layer behind it if it is neither Linear nor LayerNorm;
/// below a named module every bias is tuned, and a Linear or LayerNorm without one gets it.
std::optional<Place> freshPlace(const Leaf &leaf, bool isBelow)
{
    const bool biasable = dynamic_cast<const Linear *>(&leaf) || dynamic_cast<const LayerNorm *>(&leaf);
    if (biasable || (isBelow && leaf.hasBias()))
        return placeOf(leaf);
    return isBelow ? std::nullopt : std::optional(Place::Behind);
}

void add(BuiltDelta &delta, const Leaf &leaf, Place place, const at::Tensor &bias)
{
    TapInfo info;
    info.formula = place == Place::Tuned ? "b → b + s·Δb" : "y + s·b";
    const ParamInfo param{"bias", bias.sizes().vec()};
    if (place == Place::Tuned) {
        info.tunes = {"bias"};
        delta.info.parameterCount += bias.numel();
    } else {
        info.modules.push_back(
            {place == Place::Behind ? "bitfit" : "", place == Place::Behind ? "BiasLayer" : "", {param}});
    }
    const at::Tensor shift = place == Place::Tuned ? leaf.outputShift("bias", bias - leaf.wideBias()) : bias;
    addTap(
        delta, leaf.module(),
        std::make_shared<ShiftTap>(shift, place == Place::Behind ? ShiftTap::Where::Behind : ShiftTap::Where::Inside),
        std::move(info));
}

/// The id of the module's own bias; of one without, a number that no other has.
int biasOf(const ModuleInfo &info, int module)
{
    for (const ParamInfo &param : info.params)
        if (param.name == "bias")
            return param.id;
    return -1 - module;
}

/// `done` are the biases that were added; a tied one stands under the first of its names.
void addFresh(const Host &host, int module, at::Generator &generator, NamedTensors &tensors, std::set<int> &done,
              bool isBelow)
{
    const Block &block = *host.blocks[module];
    const auto *leaf = dynamic_cast<const Leaf *>(&block);
    const Param *held = leaf ? nullptr : block.param("bias"); // kept for a child to read: BERT's predictions
    const auto place = leaf ? freshPlace(*leaf, isBelow) : held ? std::optional(Place::Tuned) : std::nullopt;
    if (place && done.insert(biasOf(host.network.modules[module], module)).second) {
        const double bound = 1 / std::sqrt(static_cast<double>(leaf ? leaf->inputWidth() : 1));
        tensors.emplace_back(block.path() + (place == Place::Behind ? ".bitfit.bias" : ".bias"),
                             held                    ? held->get().clone()
                             : place == Place::Tuned ? leaf->wideBias().clone()
                             : place == Place::Added
                                 ? at::empty({leaf->outputWidth()}).uniform_(-bound, bound, generator)
                                 : at::zeros({leaf->outputWidth()}));
    }
    for (std::size_t child = module + 1; child < host.network.modules.size(); ++child)
        if (host.network.modules[child].parent == module)
            addFresh(host, static_cast<int>(child), generator, tensors, done, true);
}

/// A saved key is "<module>.bias" or "<module>.bitfit.bias".
std::pair<std::string, bool> siteOf(std::string_view key)
{
    constexpr std::string_view behind = ".bitfit.bias", own = ".bias";
    const auto endsWith = [&](std::string_view ending) {
        return key.size() > ending.size() && key.substr(key.size() - ending.size()) == ending;
    };
    if (endsWith(behind))
        return {std::string(key.substr(0, key.size() - behind.size())), true};
    return {endsWith(own) ? std::string(key.substr(0, key.size() - own.size())) : std::string(), false};
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    at::Generator generator = seeded(seed);
    std::set<int> done;
    NamedTensors tensors;
    for (const int module : freshSites(host, config, {"attn@", "ff@", "layer_norm@", "lm_head@.proj@"}))
        addFresh(host, module, generator, tensors, done, false);
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    BuiltDelta delta = beginDelta(source);
    std::vector<TunedEntry> others;
    std::vector<SoughtModule> sought;
    for (const io::TensorEntry &entry : source.tensors.entries()) {
        const auto [path, behind] = siteOf(entry.name);
        const int module = path.empty() ? -1 : host.find(path);
        const Leaf *leaf = module < 0 ? nullptr : dynamic_cast<const Leaf *>(host.blocks[module]);
        if (const auto readers = module < 0 || leaf ? std::vector<const Leaf *>() : tiedLeaves(host, entry.name);
            !readers.empty()) {
            leaf = readers.front();
            delta.info.taps.push_back({module, {}, {"bias"}, "read by " + leaf->path()});
        }
        if (!path.empty())
            sought.push_back({path, entry.name, module});
        if (!leaf) {
            others.push_back({&entry, entry.name});
            continue;
        }
        const SavedLayer layer{leaf->module(), path, {{"bias", &entry}}};
        add(delta, *leaf, behind ? Place::Behind : placeOf(*leaf), load(layer, source, "bias", {leaf->outputWidth()}));
    }
    expectModules(host, source.file, sought);
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind bitfit()
{
    return {.library = "opendelta",
            .name = "bitfit",
            .title = "BitFit",
            .says = "b + Δb: only the biases learn",
            .build = build,
            .fresh = fresh,
            .keys = withTargets({})};
}

} // namespace deltascope::nn::opendelta
