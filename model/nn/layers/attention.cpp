#include "nn/layers/attention.h"

#include <ATen/ATen.h>

#include <limits>

namespace deltascope::nn {

namespace {

constexpr double hidden = std::numeric_limits<float>::lowest();

at::Tensor repeatHeads(const at::Tensor &x, std::int64_t heads)
{
    return x.size(1) == heads ? x : x.repeat_interleave(heads / x.size(1), 1);
}

} // namespace

Act splitHeads(const Act &x, std::int64_t heads)
{
    return x.map([&](const at::Tensor &t) { return t.view({t.size(0), t.size(1), heads, -1}).transpose(1, 2); });
}

Act mergeHeads(const Act &x)
{
    return x.map([](const at::Tensor &t) {
        return t.transpose(1, 2).reshape({t.size(0), t.size(2), t.size(1) * t.size(3)});
    });
}

Act attend(Pass &pass, const Block &site, const AttentionInput &input, const AttentionMask &mask)
{
    (void)site;
    RowsPtr rows = meet(meet(input.query.rows, input.key.rows), input.value.rows);
    const bool biasBroadcasts = mask.bias && mask.bias->t.size(0) == 1;
    if (mask.bias && !biasBroadcasts)
        rows = meet(rows, mask.bias->rows);
    const at::Tensor query = layOut(input.query, rows);
    const std::int64_t heads = query.size(1);
    const at::Tensor key = repeatHeads(layOut(input.key, rows), heads);
    const at::Tensor value = repeatHeads(layOut(input.value, rows), heads);
    std::optional<at::Tensor> bias;
    if (mask.bias)
        bias = biasBroadcasts ? mask.bias->t : layOut(*mask.bias, rows);
    const bool causal = mask.causal && query.size(2) > 1;
    if (input.softCap > 0) {
        const std::int64_t queries = query.size(2), keys = key.size(2);
        const at::Tensor hide = causal ? causalBias(pass, std::nullopt, queries, keys).t : bias.value_or(at::zeros({1}));
        const at::Tensor capped = (query.matmul(key.transpose(2, 3)) * (input.scale / input.softCap)).tanh_().mul_(input.softCap);
        const at::Tensor weights = at::softmax(capped.to(at::kFloat) + hide, -1).to(value.scalar_type());
        return mergeHeads({weights.matmul(value), rows});
    }
    const at::Tensor mixed = at::scaled_dot_product_attention(query, key, value, bias, 0.0, causal, input.scale);
    return mergeHeads({mixed, rows});
}

Cached rememberOnce(Pass &pass, const Block &site, const std::function<Cached()> &compute)
{
    if (!pass.cache)
        return compute();
    const auto found = pass.cache->byBlock.find(&site);
    return found != pass.cache->byBlock.end() ? found->second : pass.cache->byBlock.emplace(&site, compute()).first->second;
}

Cached extendCache(Pass &pass, const Block &site, Act key, Act value)
{
    if (!pass.cache)
        return {std::move(key), std::move(value)};
    const auto [found, added] = pass.cache->byBlock.try_emplace(&site);
    if (added) {
        found->second = {std::move(key), std::move(value)};
    } else {
        const auto append = [](const at::Tensor &old, const at::Tensor &more) { return at::cat({old, more}, 2); };
        found->second = {combine(found->second.key, key, append), combine(found->second.value, value, append)};
    }
    return found->second;
}

Act paddingBias(const Act &mask)
{
    return mask.map([](const at::Tensor &t) {
        return at::zeros({t.size(0), 1, 1, t.size(1)}).masked_fill_(t.view({t.size(0), 1, 1, t.size(1)}) == 0, hidden);
    });
}

Act causalBias(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t keys, std::int64_t window)
{
    const at::Tensor query = at::arange(keys - queries, keys).unsqueeze(1);
    const at::Tensor key = at::arange(keys).unsqueeze(0);
    at::Tensor hiddenKeys = key > query;
    if (window > 0)
        hiddenKeys = hiddenKeys.logical_or(query - key >= window);
    hiddenKeys = hiddenKeys.view({1, 1, queries, keys});
    if (!mask)
        return {at::zeros({1, 1, queries, keys}).masked_fill_(hiddenKeys, hidden), pass.single};
    return mask->map([&](const at::Tensor &t) {
        const at::Tensor all = hiddenKeys.logical_or(t.view({t.size(0), 1, 1, keys}) == 0);
        return at::zeros(all.sizes()).masked_fill_(all, hidden);
    });
}

AttentionMask causalMask(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t window)
{
    const std::int64_t keys = pass.past() + queries;
    if (window >= keys)
        window = 0;
    if (!mask && window == 0 && (queries == 1 || pass.past() == 0))
        return {std::nullopt, true};
    return {causalBias(pass, mask, queries, keys, window), false};
}

} // namespace deltascope::nn
