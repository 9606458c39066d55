#include "engine/local/foldstep.h"

#include "engine/local/runner.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace deltascope {

namespace {

[[noreturn]] void refuse(const Session &session, int module, const std::string &delta, const std::string &reason)
{
    const std::string &name = session.info.modules[module].name;
    throw Failure(Error{delta, (name.empty() ? "the whole model" : name) + ": cannot be merged: " + reason,
                        "it can be saved beside the model instead", "cannot-merge"});
}

/// Why the tap at `module` is no change of weights.
std::string reasonOf(const Session &session, const nn::TapRef &ref, int module)
{
    if (ref.tap->front())
        return "it puts virtual tokens in front of the sequence, which no weight does";
    if (ref.tap->isPrefix())
        return "it puts keys and values in front of an attention's own, which no weight does";
    if (ref.tap->source() || ref.tap->keepsInput())
        return "what it adds depends on what another module reads";
    const std::string &type = session.info.modules[module].type;
    if (!dynamic_cast<const nn::Leaf *>(session.blocks[module]))
        return "it acts around " + type + ", whose output no single weight decides";
    for (const TapInfo &tap : session.deltas[ref.slot].info.taps)
        if (tap.module == ref.site && !tap.formula.empty())
            return "no other weights of this " + type + " compute " + tap.formula;
    return "no other weights of this " + type + " compute the same";
}

/// Neighbours that read in order of insertion change what the one behind reads: the last of them is the innermost.
void putInnermostFirst(std::vector<FoldStep::Acting> &taps)
{
    for (std::size_t begin = 0, end; begin < taps.size(); begin = end) {
        for (end = begin + 1;
             end < taps.size() && taps[end - 1].ref->tap->readsInOrder() && taps[end].ref->tap->readsInOrder();)
            ++end;
        std::reverse(taps.begin() + static_cast<std::ptrdiff_t>(begin),
                     taps.begin() + static_cast<std::ptrdiff_t>(end));
    }
}

/// Of another name of a module: checkpoints hold one set of weights for both.
void expectNothingOfItsOwn(const Session &session, int alias, const nn::ColumnTable &table)
{
    const int own = session.info.modules[alias].sameAs;
    const std::vector<nn::TapRef> &shared = session.blocks[own]->taps;
    for (const nn::TapRef &ref : session.blocks[alias]->taps)
        if (ref.strength(table, 0) != 0 && std::none_of(shared.begin(), shared.end(), [&ref](const nn::TapRef &other) {
                return other.tap == ref.tap;
            }))
            refuse(session, alias, session.deltas[ref.slot].info.name,
                   "its weights are those of " + session.info.modules[own].name
                       + ", which no checkpoint of this model keeps apart");
}

void expectFinite(const std::string &delta, const nn::LeafParams &params)
{
    for (const at::Tensor &tensor : {params.weight, params.bias})
        if (tensor.defined() && !isFinite(tensor))
            throw Failure(
                Error{delta, "expected finite numbers in what is merged, found NaN or infinity", {}, "not-finite"});
}

} // namespace

bool isFinite(const at::Tensor &tensor)
{
    if (tensor.numel() == 0)
        return true;
    const auto [least, most] = at::aminmax(tensor); // NaN if any number is
    return std::isfinite(least.item<double>()) && std::isfinite(most.item<double>());
}

at::Tensor wideParameter(const nn::Block &block, std::string_view name)
{
    const nn::Param *param = block.param(name);
    return param ? param->stored().to(at::kFloat) : at::Tensor();
}

std::vector<FoldStep> foldSteps(const Session &session, const Mix &mix)
{
    const std::vector<Column> columns{{"merged", mix}};
    const nn::ColumnTable table = columnTable(session, columns);
    std::vector<FoldStep> steps;
    for (std::size_t module = 0; module < session.info.modules.size(); ++module) {
        if (session.info.modules[module].sameAs >= 0) {
            expectNothingOfItsOwn(session, static_cast<int>(module), table);
            continue;
        }
        FoldStep step{static_cast<int>(module), {}};
        for (const nn::TapRef &ref : session.blocks[module]->taps)
            if (const double strength = ref.strength(table, 0); strength != 0)
                step.taps.push_back({&ref, strength});
        putInnermostFirst(step.taps);
        if (!step.taps.empty())
            steps.push_back(std::move(step));
    }
    return steps;
}

FoldedModule foldStep(const Session &session, const FoldStep &step)
{
    const nn::Block &block = *session.blocks[step.module];
    const auto *leaf = dynamic_cast<const nn::Leaf *>(&block);
    FoldedModule module;
    if (leaf)
        module.after = module.before = {wideParameter(block, "weight"), wideParameter(block, "bias")};
    for (const auto &[ref, strength] : step.taps) {
        const std::string &delta = session.deltas[ref->slot].info.name;
        auto merged = leaf ? ref->tap->merged(*leaf, module.after, strength) : std::nullopt;
        if (!merged)
            refuse(session, step.module, delta, reasonOf(session, *ref, step.module));
        module.after = std::move(*merged);
        if (module.after.bias.defined() && !module.before.bias.defined())
            refuse(session, step.module, delta,
                   "this " + session.info.modules[step.module].type + " has no bias that could take what it adds");
        expectFinite(delta, module.after);
    }
    return module;
}

} // namespace deltascope
