#include "engine/local/statistics.h"

#include "nn/delta/change.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace deltascope {

namespace {

constexpr std::int64_t bins = 40;

/// False for one that the checkpoint lacks, of which only the shape is known.
bool hasNumbers(const nn::Param *param) { return param && param->present() && !param->stored().is_meta(); }

ParamStatistics describe(const ParamInfo &info, const nn::Param *param)
{
    ParamStatistics result;
    result.name = info.name;
    result.shape = info.shape;
    result.dtype = info.dtype;
    if (!hasNumbers(param) || param->stored().numel() == 0)
        return result;
    const at::Tensor values = param->stored().to(at::kFloat).flatten();
    const at::Tensor finite = values.index({at::isfinite(values)});
    result.notFinite = values.numel() - finite.numel();
    if (finite.numel() == 0)
        return result;
    result.mean = finite.mean(at::kDouble).item<double>();
    result.deviation = finite.numel() > 1 ? finite.to(at::kDouble).std().item<double>() : 0;
    result.smallest = finite.min().item<double>();
    result.largest = finite.max().item<double>();
    const at::Tensor counts = at::histc(finite, bins, result.smallest, result.largest).to(at::kDouble).contiguous();
    result.histogram.assign(counts.data_ptr<double>(), counts.data_ptr<double>() + counts.numel());
    return result;
}

/// Singular values of a change that no two factors stand for, from the smaller Gram matrix; those that float32 does not
/// tell from zero are left out. None for a matrix too large to do that while somebody waits, and for vectors.
at::Tensor singularValues(const at::Tensor &change)
{
    constexpr std::int64_t largestSide = 2048, largestMatrix = 1 << 24;
    constexpr double noise = 1e-5;
    if (change.dim() < 2 || change.numel() > largestMatrix)
        return at::empty({0}, at::kDouble);
    const at::Tensor matrix = change.flatten(1).to(at::kDouble);
    const at::Tensor wide = matrix.size(0) <= matrix.size(1) ? matrix : matrix.t();
    if (wide.size(0) > largestSide)
        return at::empty({0}, at::kDouble);
    const at::Tensor values = at::linalg_eigvalsh(wide.mm(wide.t())).clamp_min(0).sqrt().flip(0);
    return values.index({values > noise * values.max()});
}

double normOf(const at::Tensor &weight) { return std::sqrt(weight.square().sum(at::kDouble).item<double>()); }

void addSpectrum(const at::Tensor &spectrum, TapStatistics &result)
{
    const at::Tensor values = spectrum.contiguous();
    if (values.numel() == 0)
        return;
    result.singularValues.assign(values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
    const at::Tensor share = values / values.sum().clamp_min(1e-300);
    result.effectiveRank = std::exp(-(share * (share + 1e-300).log()).sum().item<double>());
}

/// What a change of the weight itself is, where no factors stand for it; undefined if the tap changes none.
at::Tensor mergedChange(const nn::Tap &tap, const nn::Leaf &leaf)
{
    const nn::LeafParams own{leaf.weight(), leaf.bias()};
    const auto merged = tap.merged(leaf, own, 1);
    return !merged || merged->weight.is_same(own.weight) ? at::Tensor() : merged->weight - own.weight;
}

/// What the tap changes of its module's weight: from its factors where it has them, else from the difference that
/// merging it would make. Taps that are no change of a weight have neither. `norm` is the weight's, 0 if there is none.
void measureTap(const nn::Tap &tap, const nn::Block &block, double norm, TapStatistics &result)
{
    const auto *leaf = dynamic_cast<const nn::Leaf *>(&block);
    double changed = 0;
    if (const auto update = tap.update()) {
        const at::Tensor values = nn::singularValues(*update);
        addSpectrum(values, result);
        changed = normOf(values);
    } else if (leaf && norm > 0) {
        const at::Tensor change = mergedChange(tap, *leaf);
        if (!change.defined())
            return;
        addSpectrum(singularValues(change), result);
        changed = normOf(change);
    }
    result.relativeNorm = norm > 0 ? changed / norm : 0;
}

} // namespace

ModuleStatistics measure(const Session &session, int module)
{
    const c10::InferenceMode inference;
    if (module < 0 || module >= static_cast<int>(session.info.modules.size()))
        throw Failure({}, "expected a module of the open model, found number " + std::to_string(module));
    ModuleStatistics result;
    result.module = module;
    const nn::Block *block = session.blocks.empty() ? nullptr : session.blocks[module];
    for (const ParamInfo &info : session.info.modules[module].params)
        result.params.push_back(describe(info, block ? block->param(info.name) : nullptr));
    if (!block)
        return result;
    const nn::Param *weight = block->taps.empty() ? nullptr : block->param("weight");
    const double norm = hasNumbers(weight) ? normOf(weight->get()) : 0;
    for (const nn::TapRef &ref : block->taps) {
        TapStatistics tap;
        tap.delta = session.deltas[ref.slot].info.id;
        measureTap(*ref.tap, *block, norm, tap);
        result.taps.push_back(std::move(tap));
    }
    return result;
}

std::vector<SiteNorm> measureNorms(const Session &session, const DeltaInfo &delta, Progress &progress)
{
    const c10::InferenceMode inference;
    std::vector<SiteNorm> norms;
    double done = 0;
    for (const TapInfo &site : delta.taps) {
        progress.report(done++ / static_cast<double>(delta.taps.size()), "measuring " + delta.name);
        if (progress.cancelled())
            throw Cancelled();
        const nn::Block *block = session.blocks.empty() ? nullptr : session.blocks[site.module];
        const auto *leaf = dynamic_cast<const nn::Leaf *>(block);
        const nn::Param *weight = leaf ? block->param("weight") : nullptr;
        if (!hasNumbers(weight))
            continue;
        for (const nn::TapRef &ref : block->taps) {
            if (session.deltas[ref.slot].info.id != delta.id)
                continue;
            const auto update = ref.tap->update();
            const at::Tensor change = update ? nn::singularValues(*update) : mergedChange(*ref.tap, *leaf);
            const double whole = change.defined() ? normOf(weight->get()) : 0;
            const double size = whole > 0 ? normOf(change) : 0;
            if (size > 0 || (whole > 0 && update))
                norms.push_back({site.module, size / whole});
        }
    }
    return norms;
}

} // namespace deltascope
