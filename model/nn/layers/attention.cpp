#include "nn/layers/attention.h"

#include "nn/layers/attendrows.h"
#include "nn/product/product.h"
#include "nn/sitemix.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <map>

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

namespace {

/// As attend(), without prefixes. Lanes may be fewer than the pass's.
Act attendPlain(Pass &pass, const AttentionInput &input, const AttentionMask &mask)
{
    RowsPtr rows = meet(meet(input.query.rows, input.key.rows), input.value.rows);
    const bool biasBroadcasts = mask.bias && mask.bias->t.size(0) == 1;
    if (mask.bias && !biasBroadcasts)
        rows = meet(rows, mask.bias->rows);
    const at::Tensor query = layOut(input.query, rows);
    const std::int64_t heads = query.size(1);
    const at::Tensor ownKey = layOut(input.key, rows), ownValue = layOut(input.value, rows);
    std::optional<at::Tensor> bias;
    if (mask.bias)
        bias = biasBroadcasts ? mask.bias->t : layOut(*mask.bias, rows);
    const bool causal = mask.causal && query.size(2) > 1;
    if (input.softCap <= 0 && isForRows(query, ownKey, ownValue))
        return {attendRows(query, ownKey, ownValue, bias.value_or(at::Tensor()), input.scale,
                           causal ? Sight::Causal : Sight::All),
                rows};
    const at::Tensor key = repeatHeads(ownKey, heads), value = repeatHeads(ownValue, heads);
    if (input.softCap > 0) {
        const std::int64_t queries = query.size(2), keys = key.size(2);
        const at::Tensor hide
            = causal ? causalBias(pass, std::nullopt, queries, keys).t : bias.value_or(at::zeros({1}));
        const at::Tensor capped
            = (matrixProducts(query, key.transpose(2, 3)) * (input.scale / input.softCap)).tanh_() * input.softCap;
        const at::Tensor weights = at::softmax(capped.to(at::kFloat) + hide, -1).to(value.scalar_type());
        return mergeHeads({matrixProducts(weights, value), rows});
    }
    const at::Tensor mixed = at::scaled_dot_product_attention(query, key, value, bias, 0.0, causal, input.scale);
    return mergeHeads({mixed, rows});
}

/// The prefixes of a column at a site, in order of insertion, each with its strength.
using Prefixes = std::vector<std::pair<const Tap *, double>>;

Prefixes prefixesOf(const Pass &pass, const Block &site, int column)
{
    Prefixes list;
    for (const TapRef &ref : site.taps)
        if (const double strength = ref.tap->isPrefix() ? ref.strength(pass.table, column) : 0; strength != 0)
            list.emplace_back(ref.tap.get(), strength);
    return list;
}

/// `input` and `mask` of lanes that share their prefixes, with those in front; the first inserted stands nearest.
Act attendBehind(Pass &pass, const Block &site, const Prefixes &prefixes, AttentionInput input,
                 const AttentionMask &mask, const std::vector<int> &lanes)
{
    const std::int64_t queries = input.query.t.size(2), keys = input.key.t.size(2);
    auto distances = KeyValue::Distances::Behind;
    for (const auto &[tap, strength] : prefixes) {
        const auto kept = pass.kept.find(tap);
        const Act read = kept == pass.kept.end() ? Act{at::Tensor(), nullptr} : restrictTo(kept->second, lanes);
        const KeyValue front = tap->prefix({site, strength, pass}, widened(read.t));
        distances = front.distances;
        const auto prepend = [&](const Act &own, const at::Tensor &more) {
            const auto join = [](const at::Tensor &old, const at::Tensor &t) {
                const at::Tensor heads = repeatHeads(old, std::max(old.size(1), t.size(1)));
                return at::cat({t.to(old.scalar_type()).expand({old.size(0), -1, -1, -1}), heads}, 2);
            };
            return more.size(0) == 1 ? own.map([&](const at::Tensor &t) { return join(t, more); })
                                     : combine(own, Act{more, read.rows}, join);
        };
        input.key = prepend(input.key, front.key);
        input.value = prepend(input.value, front.value);
    }
    const std::int64_t lead = input.key.t.size(2) - keys;
    const auto pad = [&](const at::Tensor &t) { return at::constant_pad_nd(t, {lead, 0}); };
    AttentionMask led;
    if (mask.led)
        led.bias = restrictTo(mask.led(lead, distances), lanes);
    else if (mask.bias)
        led.bias = restrictTo(*mask.bias, lanes).map(pad);
    else if (mask.causal && queries > 1)
        led.bias = restrictTo(causalBias(pass, std::nullopt, queries, keys), lanes).map(pad);
    return attendPlain(pass, input, led);
}

} // namespace

Act attend(Pass &pass, const Block &site, const AttentionInput &input, const AttentionMask &mask)
{
    const bool hasPrefix
        = std::any_of(site.taps.begin(), site.taps.end(), [](const TapRef &ref) { return ref.tap->isPrefix(); });
    if (!hasPrefix)
        return attendPlain(pass, input, mask);
    std::map<Prefixes, std::vector<int>> groups;
    for (int lane = 0; lane < pass.lanes(); ++lane)
        groups[prefixesOf(pass, site, pass.columnOfLane[lane])].push_back(lane);
    if (groups.size() == 1 && groups.begin()->first.empty())
        return attendPlain(pass, input, mask);
    std::vector<Act> parts;
    std::vector<std::vector<int>> lanesOfPart;
    for (const auto &[prefixes, lanes] : groups) {
        const AttentionInput own{restrictTo(input.query, lanes), restrictTo(input.key, lanes),
                                 restrictTo(input.value, lanes), input.scale, input.softCap};
        if (prefixes.empty())
            parts.push_back(attendPlain(
                pass, own, {mask.bias ? std::optional(restrictTo(*mask.bias, lanes)) : std::nullopt, mask.causal, {}}));
        else
            parts.push_back(attendBehind(pass, site, prefixes, own, mask, lanes));
        lanesOfPart.push_back(lanes);
    }
    return joinLanes(parts, lanesOfPart);
}

Cached rememberOnce(Pass &pass, const Block &site, const std::function<Cached()> &compute)
{
    if (!pass.cache)
        return compute();
    const auto found = pass.cache->byBlock.find(&site);
    return found != pass.cache->byBlock.end() ? found->second
                                              : pass.cache->byBlock.emplace(&site, compute()).first->second;
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
    LedBias led;
    if (window > 0)
        led = [&pass, mask, queries, keys, window](std::int64_t lead, KeyValue::Distances distances) {
            if (distances == KeyValue::Distances::Behind)
                return causalBias(pass, ledMask(mask, lead), queries, lead + keys, window);
            return causalBias(pass, mask, queries, keys, window).map([&](const at::Tensor &t) {
                return at::constant_pad_nd(t, {lead, 0});
            });
        };
    if (window >= keys)
        window = 0;
    if (!mask && window == 0 && (queries == 1 || pass.past() == 0))
        return {std::nullopt, true, led};
    return {causalBias(pass, mask, queries, keys, window), false, led};
}

std::optional<Act> ledMask(const std::optional<Act> &mask, std::int64_t lead)
{
    if (!mask)
        return std::nullopt;
    return mask->map([&](const at::Tensor &t) { return at::constant_pad_nd(t, {lead, 0}, 1); });
}

} // namespace deltascope::nn
