#include "nn/delta/shared/tuned.h"

#include "nn/delta/taps/taps.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

/// A parameter where a module owns it.
struct Owned {
    int module;
    std::string name;
};

std::map<int, std::vector<Owned>> ownersById(const Host &host)
{
    std::map<int, std::vector<Owned>> owners;
    for (int module = 0; module < static_cast<int>(host.network.modules.size()); ++module)
        if (host.network.modules[module].sameAs < 0)
            for (const ParamInfo &param : host.network.modules[module].params)
                owners[param.id].push_back({module, param.name});
    return owners;
}

/// The module whose parameter a key names; -1 if none.
int moduleOf(const Host &host, const std::string &key)
{
    const std::size_t dot = key.rfind('.');
    return dot == std::string::npos ? -1 : host.find(key.substr(0, dot));
}

/// Which parameter a key names: its id, -1 if none.
int idOf(const Host &host, const std::string &key)
{
    const std::size_t dot = key.rfind('.');
    const int module = moduleOf(host, key);
    if (module < 0)
        return -1;
    for (const ParamInfo &param : host.network.modules[module].params)
        if (param.name == key.substr(dot + 1))
            return param.id;
    return -1;
}

using Tuned = std::map<std::string, const io::TensorEntry *>; ///< of a module, by the parameter's name

bool anyLive(const DeltaSource &source, const Tuned &tuned)
{
    return std::any_of(tuned.begin(), tuned.end(), [&](const auto &own) { return source.isLive(*own.second); });
}

/// False too where the backbone has shapes only.
bool isSame(const at::Tensor &tuned, const at::Tensor &own) { return !own.is_meta() && at::equal(tuned, own); }

void replaceLeaf(const Host &host, const DeltaSource &source, int module, const Tuned &tuned,
                 ReplaceTap::Together together, BuiltDelta &delta)
{
    const auto &leaf = dynamic_cast<const Leaf &>(*host.blocks[module]);
    const auto now = [&](const char *name, const at::Tensor &own) {
        const auto found = tuned.find(name);
        return found == tuned.end() ? own : source.tensor(*found->second, own.sizes().vec());
    };
    const at::Tensor weight = now("weight", leaf.wideWeight()),
                     bias = leaf.hasBias() ? now("bias", leaf.wideBias()) : at::Tensor();
    if (!anyLive(source, tuned) && isSame(weight, leaf.wideWeight())
        && (!bias.defined() || isSame(bias, leaf.wideBias())))
        return;
    TapInfo info{module, {}, {}, "F'(x), tuned with the delta"};
    for (const auto &[name, entry] : tuned)
        info.tunes.push_back(name);
    delta.info.taps.push_back(std::move(info));
    const bool isOneUse = host.network.modules[module].sameAs >= 0;
    delta.taps.push_back({module, std::make_shared<ReplaceTap>(leaf, weight, bias, together), -1, -1,
                          isOneUse ? SiteTap::Uses::This : SiteTap::Uses::Every});
}

/// Of a module that is no leaf: what its own parameters add to its output, if that is how it uses them. One whose
/// parameters only its children read is changed through those.
void shiftOutput(const DeltaSource &source, const Block &block, const Tuned &tuned, BuiltDelta &delta)
{
    TapInfo info{block.module(), {}, {}, "y + s·Δ, tuned with the delta"};
    at::Tensor shift;
    for (const auto &[name, entry] : tuned) {
        const Param &own = *block.param(name);
        const at::Tensor change = source.tensor(*entry, own.shape()) - own.get().to(at::kFloat);
        if (!source.isLive(*entry) && !change.is_meta() && !change.any().item<bool>())
            continue;
        info.tunes.push_back(name);
        if (const at::Tensor part = block.outputShift(name, change); part.defined())
            shift = shift.defined() ? shift + part : part;
    }
    if (info.tunes.empty())
        return;
    delta.info.taps.push_back(std::move(info));
    if (shift.defined())
        delta.taps.push_back({block.module(), std::make_shared<ShiftTap>(shift, ShiftTap::Where::Inside)});
}

} // namespace

std::vector<const Leaf *> tiedLeaves(const Host &host, const std::string &key)
{
    std::vector<const Leaf *> leaves;
    const std::map<int, std::vector<Owned>> owners = ownersById(host);
    if (const auto found = owners.find(idOf(host, key)); found != owners.end())
        for (const Owned &owned : found->second)
            if (const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[owned.module]))
                leaves.push_back(leaf);
    return leaves;
}

void replaceTuned(const Host &host, const DeltaSource &source, const std::vector<TunedEntry> &entries,
                  BuiltDelta &delta, const Tuning &tuning)
{
    const std::map<int, std::vector<Owned>> owners = ownersById(host);
    std::map<int, Tuned> byModule;
    for (const auto &[entry, name] : entries) {
        const auto found = owners.find(idOf(host, name));
        if (found == owners.end()) {
            if (!isKnownBuffer(name))
                delta.addUnexpected(entry->name, "belongs to nothing here and is ignored");
            continue;
        }
        const Tuning::Reach reach = tuning.reach(name);
        const int own = moduleOf(host, name);
        if (reach == Tuning::Reach::Alone && host.network.modules[own].sameAs >= 0)
            byModule[own].insert_or_assign(name.substr(name.rfind('.') + 1), entry);
        for (const Owned &owned : found->second)
            if (reach == Tuning::Reach::Tied || (reach == Tuning::Reach::Alone && owned.module == own))
                byModule[owned.module].insert_or_assign(owned.name, entry);
    }
    for (const auto &[module, tuned] : byModule) {
        if (dynamic_cast<const Leaf *>(host.blocks[module]))
            replaceLeaf(host, source, module, tuned, tuning.together, delta);
        else
            shiftOutput(source, *host.blocks[module], tuned, delta);
    }
}

} // namespace deltascope::nn
