#include "nn/layers/alibi.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace deltascope::nn {

namespace {

at::Tensor slopesOf(std::int64_t heads)
{
    const auto power = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(heads)));
    const auto base
        = [](std::int64_t count) { return static_cast<float>(std::exp2(-std::exp2(-(std::log2(count) - 3)))); };
    const at::Tensor slopes = at::pow(base(power), at::arange(1, power + 1, at::kInt));
    if (power == heads)
        return slopes;
    const std::int64_t more = std::min(power, heads - power);
    return at::cat({slopes, at::pow(base(2 * power), at::arange(1, 1 + 2 * more, 2, at::kInt))});
}

/// The bias over `keys` keys, of which the queries are the last.
Act alibiBias(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t keys,
              const at::Tensor &slopes, double scale)
{
    const auto biasOf = [&](const at::Tensor &positions) {
        const at::Tensor bias
            = slopes.view({1, slopes.size(0), 1, 1}) * positions.view({positions.size(0), 1, 1, keys});
        return bias.to(at::kFloat) * scale;
    };
    const Act causal = causalBias(pass, mask, queries, keys);
    if (!mask)
        return causal.map([&](const at::Tensor &t) { return t + biasOf(at::arange(keys, at::kLong).unsqueeze(0)); });
    const Act positions = mask->map([](const at::Tensor &t) { return (t.cumsum(-1) - 1) * t; });
    return combine(causal, positions, [&](const at::Tensor &hide, const at::Tensor &at) { return hide + biasOf(at); });
}

} // namespace

AttentionMask alibiMask(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t heads,
                        double scale, SlopeType type)
{
    const std::int64_t keys = pass.past() + queries;
    at::Tensor slopes = slopesOf(heads);
    if (type == SlopeType::BFloat16)
        slopes = slopes.to(at::kBFloat16);
    const LedBias led = [&pass, mask, queries, keys, slopes, scale](std::int64_t lead, KeyValue::Distances distances) {
        if (distances == KeyValue::Distances::Behind)
            return alibiBias(pass, ledMask(mask, lead), queries, lead + keys, slopes, scale);
        return alibiBias(pass, mask, queries, keys, slopes, scale).map([&](const at::Tensor &t) {
            return at::constant_pad_nd(t, {lead, 0});
        });
    };
    return {alibiBias(pass, mask, queries, keys, slopes, scale), false, led};
}

} // namespace deltascope::nn
