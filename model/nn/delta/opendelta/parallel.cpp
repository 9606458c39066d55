// OpenDelta's parallel_adapter (opendelta/delta_models/parallel_adapter.py; He et al. 2022): a bottleneck from one
// module's input to a later one's output. Targets are taken in pairs, in the order of named_modules(); modified_modules
// is walked round and round beside them, and two equal neighbours there put both ends on one module.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::opendelta {

namespace {

struct Pair {
    int opening, closing;
};

std::vector<Pair> pairsOf(const Host &host, const Config &config)
{
    std::vector<std::string> names = config.texts("modified_modules");
    const std::vector<std::string> defaults{"attn@", "attn@", "ff@.w1@", "ff@.w2@"};
    if (names.empty())
        names = defaults;
    if (names.size() % 2 != 0)
        config.refuse("modified_modules", "an even number of entries, an opening and a closing module in turn");
    const std::vector<int> sites = freshSites(host, config, defaults);
    std::vector<Pair> pairs;
    std::size_t entry = 0;
    for (std::size_t i = 0; i < sites.size(); entry = (entry + 2) % names.size()) {
        const bool same = names[entry] == names[entry + 1];
        if (!same && i + 1 == sites.size())
            config.refuse("modified_modules", "a closing module behind every opening one, and none behind "
                                                  + host.network.modules[sites[i]].name);
        pairs.push_back({sites[i], same ? sites[i] : sites[i + 1]});
        i += same ? 1 : 2;
    }
    return pairs;
}

std::int64_t widthOf(const Host &host, const Config &config, const Pair &pair)
{
    const std::int64_t in = host.blocks[pair.opening]->inputWidth(), out = host.blocks[pair.closing]->outputWidth();
    if (in != out)
        config.refuse("modified_modules", "pairs whose widths agree; " + host.network.modules[pair.opening].name
                                              + " reads " + std::to_string(in) + ", "
                                              + host.network.modules[pair.closing].name + " writes "
                                              + std::to_string(out));
    return in;
}

void add(BuiltDelta &delta, const Pair &pair, const std::string &layer, const Bottleneck &bottleneck, double scale)
{
    const auto opening = std::make_shared<OpeningTap>();
    const auto closing = std::make_shared<ClosingTap>(opening, bottleneck, scale);
    TapInfo info;
    info.modules = adapterModules(layer, "ParallelAdapterLayer", bottleneck);
    if (pair.opening != pair.closing) {
        info.formula = "x, read by Up(act(Down x)) of the closing module";
        addTap(delta, pair.opening, opening, info);
        for (TapModule &module : info.modules)
            module.repeated = true;
        info.module = pair.closing;
        info.formula = "y + s·Up(act(Down x)), x of the opening module";
        delta.info.taps.push_back(std::move(info));
    } else {
        info.formula = "y + s·Up(act(Down x))";
        delta.taps.push_back({pair.opening, opening});
        addTap(delta, pair.closing, closing, std::move(info));
        return;
    }
    delta.taps.push_back({pair.closing, closing, -1, pair.opening});
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t bottleneck = config.size("bottleneck_dim");
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const Pair &pair : pairsOf(host, config))
        addFreshAdapter(tensors, host.network.modules[pair.opening].name + ".parallel_adapter",
                        widthOf(host, config, pair), bottleneck, generator);
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t bottleneck = source.config.size("bottleneck_dim");
    const Activation activation = opendelta::activation(source.config);
    const double scale = source.config.number("scaled");
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "parallel b" + std::to_string(bottleneck);
    const std::vector<Pair> pairs = pairsOf(host, source.config);
    std::vector<TunedEntry> others;
    for (const auto &layer : savedLayers(host, source, "parallel_adapter", others)) {
        const auto pair = std::find_if(pairs.begin(), pairs.end(),
                                       [&](const Pair &known) { return known.opening == layer.module; });
        if (pair == pairs.end()) {
            // A file saved without freezing lists the same tensors under the closing module too.
            const bool closes = std::any_of(pairs.begin(), pairs.end(),
                                            [&](const Pair &known) { return known.closing == layer.module; });
            if (!closes)
                throw Failure(Error{source.file,
                                    layer.tensors.begin()->second->name
                                        + ": expected a module that modified_modules opens an adapter at, found "
                                        + host.network.modules[layer.module].name,
                                    {},
                                    "no-such-module"});
            continue;
        }
        add(delta, *pair, layer.layer,
            loadAdapter(layer, source, widthOf(host, source.config, *pair), bottleneck, activation), scale);
    }
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind parallelAdapter()
{
    return {.library = "opendelta",
            .name = "parallel_adapter",
            .title = "Parallel adapter",
            .says = "a bottleneck from one module's input to another's output; targets in pairs",
            .build = build,
            .fresh = fresh,
            .keys
            = withTargets({{"bottleneck_dim", KeyType::Whole, "24", "width of the bottleneck", KeyPlace::Form},
                           activationKey(),
                           {"scaled", KeyType::Number, "1", "what the bottleneck is multiplied by", KeyPlace::Rack},
                           recordKey("sequential", KeyType::Flag)})};
}

} // namespace deltascope::nn::opendelta
