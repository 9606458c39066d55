#include "engine/statistics.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace deltascope {

namespace {

constexpr std::int64_t bins = 40;

ParamStatistics describe(const ParamInfo &info, const nn::Param *param)
{
    ParamStatistics result;
    result.name = info.name;
    result.shape = info.shape;
    result.dtype = info.dtype;
    if (!param || !param->present() || param->stored().numel() == 0)
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

/// Singular values of scale * B A from the factors: those of R_B R_A^T, where B = Q_B R_B and A^T = Q_A R_A.
at::Tensor singularValues(const nn::LowRankUpdate &update)
{
    const at::Tensor rb = std::get<1>(at::linalg_qr(update.b.to(at::kDouble), "r"));
    const at::Tensor ra = std::get<1>(at::linalg_qr(update.a.to(at::kDouble).t(), "r"));
    return at::linalg_svdvals(rb.mm(ra.t())) * std::abs(update.scale);
}

void measureTap(const nn::LowRankUpdate &update, const nn::Param *weight, TapStatistics &result)
{
    const at::Tensor values = singularValues(update).contiguous();
    result.singularValues.assign(values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
    const at::Tensor share = values / values.sum().clamp_min(1e-300);
    result.effectiveRank = std::exp(-(share * (share + 1e-300).log()).sum().item<double>());
    if (weight && weight->present()) {
        const double norm = weight->get().norm().item<double>();
        result.relativeNorm = norm > 0 ? values.norm().item<double>() / norm : 0;
    }
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
    for (const nn::TapRef &ref : block->taps) {
        TapStatistics tap;
        tap.delta = session.deltas[ref.slot].info.id;
        if (const auto update = ref.tap->update())
            measureTap(*update, block->param("weight"), tap);
        result.taps.push_back(std::move(tap));
    }
    return result;
}

} // namespace deltascope
