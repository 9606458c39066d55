#include "engine/local/similarity.h"

#include "core/deltaname.h"
#include "io/hub.h"
#include "nn/delta/alone.h"
#include "nn/delta/change.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace deltascope {

namespace {

/// A change of a module's weight, and what every pair asks of it.
struct ChangedModule {
    std::string name;
    nn::WeightChange change;
    double square = 0; ///< the sum over its elements' squares
    at::Tensor columns; ///< see nn::columnSpace(); undefined until a pair shares the module

    /// `delta` is whose change it is. Throws Failure (not-finite).
    void measure(const std::string &delta)
    {
        if (columns.defined())
            return;
        square = innerProduct(change, change);
        if (!std::isfinite(square))
            throw Failure(Error{
                delta, "expected finite numbers, found NaN or infinity in its change of " + name, {}, "not-finite"});
        columns = nn::columnSpace(change);
    }
};

/// What a delta changes, in the order of the model.
struct Changed {
    std::string name;
    std::vector<ChangedModule> modules;
    std::map<std::string, std::size_t> places; ///< of `modules`, by name

    void add(const std::string &module, const nn::WeightChange &change)
    {
        const auto [place, isNew] = places.try_emplace(module, modules.size());
        if (isNew)
            modules.push_back({module, change, 0, {}});
        else
            modules[place->second].change += change;
    }
    ChangedModule *find(const std::string &module)
    {
        const auto found = places.find(module);
        return found == places.end() ? nullptr : &modules[found->second];
    }
};

void expectChanges(const Changed &delta, const std::string &kind)
{
    if (delta.modules.empty())
        throw Failure(
            Error{delta.name,
                  "expected a delta that changes weights (lora and its kin), found " + kind + ", which changes none",
                  {},
                  "no-weights"});
}

std::optional<double> cosineOf(double inner, double first, double second)
{
    const double norms = std::sqrt(first) * std::sqrt(second);
    return norms > 0 ? std::optional(std::clamp(inner / norms, -1.0, 1.0)) : std::nullopt;
}

PairSimilarity compare(std::vector<Changed> &deltas, std::size_t first, std::size_t second)
{
    PairSimilarity pair{first, second, {}, {}};
    double inner = 0, ofFirst = 0, ofSecond = 0;
    for (ChangedModule &module : deltas[first].modules) {
        ChangedModule *other = deltas[second].find(module.name);
        if (!other)
            continue;
        module.measure(deltas[first].name);
        other->measure(deltas[second].name);
        const double both = innerProduct(module.change, other->change);
        inner += both;
        ofFirst += module.square;
        ofSecond += other->square;
        pair.modules.push_back({module.name, cosineOf(both, module.square, other->square),
                                nn::principalAngles(module.columns, other->columns)});
    }
    pair.cosine = cosineOf(inner, ofFirst, ofSecond);
    return pair;
}

/// "a.b, c.d and 3 more"
std::string modulesOf(const Changed &delta)
{
    std::vector<std::string> names;
    for (const ChangedModule &module : delta.modules)
        names.push_back(module.name);
    return nn::joinNames(names);
}

Similarity compareAll(std::vector<Changed> deltas, Progress &progress)
{
    Similarity result;
    for (const Changed &delta : deltas)
        result.deltas.push_back(delta.name);
    bool shares = false;
    for (std::size_t first = 0; first < deltas.size(); ++first)
        for (std::size_t second = first + 1; second < deltas.size(); ++second) {
            progress.report(-1, "comparing " + deltas[first].name + " and " + deltas[second].name);
            if (progress.cancelled())
                throw Cancelled();
            result.pairs.push_back(compare(deltas, first, second));
            shares |= !result.pairs.back().modules.empty();
        }
    if (!shares && deltas.size() > 1)
        throw Failure(Error{deltas[0].name + " and " + deltas[1].name,
                            "expected modules that both change, found none: the one changes " + modulesOf(deltas[0])
                                + ", the other " + modulesOf(deltas[1]),
                            {},
                            "nothing-shared"});
    return result;
}

Changed changedAlone(const std::string &name, const nn::DeltaFolder &folder)
{
    const nn::AloneDelta delta(folder);
    Changed changed{name, {}, {}};
    for (const nn::SiteTap &site : delta.taps()) {
        try {
            if (const auto change = nn::weightChange(*site.tap, delta.leafAt(site.place()), 1))
                changed.add(delta.nameOf(site.place()), *change);
        } catch (const Failure &failure) {
            if (failure.error().code != "missing-weight")
                throw;
            throw Failure(Error{name,
                                "expected updates that depend on no weight of the backbone, found one at "
                                    + delta.nameOf(site.place()) + " that does",
                                "name the backbone with --against", "needs-backbone"});
        }
    }
    expectChanges(changed, std::string(folder.kind->name) + " of " + std::string(folder.kind->library));
    return changed;
}

} // namespace

Similarity compareLoaded(const Session &session, const std::vector<const LoadedDelta *> &deltas, Progress &progress)
{
    const c10::InferenceMode inference;
    std::vector<Changed> all;
    for (const LoadedDelta *delta : deltas) {
        Changed changed{delta->info.name, {}, {}};
        for (const nn::SiteTap &site : delta->taps) {
            const auto place = static_cast<std::size_t>(site.place());
            if (const auto change
                = nn::weightChange(*site.tap, dynamic_cast<const nn::Leaf *>(session.blocks[place]), 1))
                changed.add(session.info.modules[place].name, *change);
        }
        expectChanges(changed, delta->info.kind + " of " + delta->info.library);
        all.push_back(std::move(changed));
    }
    return compareAll(std::move(all), progress);
}

Similarity compareSaved(const std::vector<DeltaRequest> &deltas, const HubFetch &fetch, Progress &progress)
{
    const c10::InferenceMode inference;
    std::vector<Changed> all;
    for (const DeltaRequest &delta : deltas)
        all.push_back(changedAlone(delta.name.empty() ? nameFromPath(delta.path) : delta.name,
                                   nn::identify(io::locate(delta.path, HubPart::Delta, fetch, progress))));
    return compareAll(std::move(all), progress);
}

} // namespace deltascope
