#include "nn/delta/peft/lora.h"

#include "nn/pass.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::peft {

at::Tensor EmbeddingLoraTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    return y.add(product(at::embedding(m_a, x), m_b), call.strength * m_scale * m_tableScale);
}

bool EmbeddingLoraTap::isIdle() const { return m_scale == 0 || !m_a.any().item<bool>() || !m_b.any().item<bool>(); }

std::optional<LeafParams> EmbeddingLoraTap::merged(const Leaf &, const LeafParams &params, double strength) const
{
    return LeafParams{params.weight + m_a.mm(m_b.t()) * (strength * m_scale), params.bias};
}

at::Tensor StartedLoraTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    y = LowRankTap::after(call, x, std::move(y));
    return call.strength == 1 ? y
                              : y - product(product(x, m_start.a), m_start.b) * ((1 - call.strength) * m_start.scale);
}

std::optional<LeafParams> StartedLoraTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    auto merged = LowRankTap::merged(leaf, params, strength);
    return merged ? LowRankTap(m_start.a, m_start.b, m_start.scale).merged(leaf, *merged, strength - 1) : merged;
}

std::optional<std::int64_t> ActivatedLoraTap::firstIn(const Pass &pass, int lane) const
{
    if (pass.prompts.empty())
        return std::nullopt;
    const std::vector<std::int64_t> &ids = *pass.prompts[lane];
    const auto found = std::find_end(ids.begin(), ids.end(), m_invocation.begin(), m_invocation.end());
    if (found == ids.end())
        return std::nullopt;
    return std::max<std::int64_t>(found - ids.begin() + pass.fronts.length() - pass.past(), 0);
}

at::Tensor ActivatedLoraTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    for (std::size_t row = 0; row < call.lanes.size(); ++row) {
        const auto first = firstIn(call.pass, call.lanes[row]);
        const auto at = static_cast<std::int64_t>(row);
        if (!first || *first >= y.size(1))
            continue;
        at::Tensor part = y[at].narrow(0, *first, y.size(1) - *first);
        part.copy_(LowRankTap::after(call, x[at].narrow(0, *first, x.size(1) - *first), part.clone()));
    }
    return y;
}

at::Tensor DoraTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    const double s = call.strength * m_scale;
    const at::Tensor weight = dynamic_cast<const Conv1D *>(&m_leaf) ? m_leaf.wideWeight().t() : m_leaf.wideWeight();
    const at::Tensor ratio = m_magnitude / (weight + s * m_b.mm(m_a)).norm(2, 1);
    const at::Tensor plain = m_leaf.hasBias() ? y - m_leaf.wideBias() : y;
    return y + (ratio - 1) * plain + ratio * product(product(x, m_a), m_b) * s;
}

std::optional<LeafParams> DoraTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    const bool turned = dynamic_cast<const Conv1D *>(&leaf);
    const at::Tensor change = m_b.mm(m_a) * (strength * m_scale);
    const at::Tensor own = turned ? leaf.wideWeight().t() : leaf.wideWeight();
    const at::Tensor ratio = (m_magnitude / (own + change).norm(2, 1)).unsqueeze(1);
    const at::Tensor whole = ratio * ((turned ? params.weight.t() : params.weight) + change);
    return LeafParams{turned ? whole.t() : whole, params.bias};
}

at::Tensor EmbeddingDoraTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    const double s = call.strength * m_scale;
    const at::Tensor ratio = m_magnitude / (m_table.wideWeight() + s * m_a.mm(m_b.t())).norm(2, 0);
    return ratio * (y + product(at::embedding(m_a, x), m_b) * (s * m_table.scale()));
}

std::optional<LeafParams> EmbeddingDoraTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    const at::Tensor change = m_a.mm(m_b.t()) * (strength * m_scale);
    const at::Tensor ratio = m_magnitude / (leaf.wideWeight() + change).norm(2, 0);
    return LeafParams{ratio * (params.weight + change), params.bias};
}

std::optional<LowRankUpdate> startOf(const Leaf &leaf, const Config &config, std::int64_t rank, double scale)
{
    const auto init = config.json().find("init_lora_weights");
    if (init == config.json().end() || !init->is_string())
        return std::nullopt;
    const std::string name = init->get<std::string>();
    const bool turned = dynamic_cast<const Conv1D *>(&leaf);
    if (name.starts_with("pissa")) {
        const auto [v, s, u] = at::linalg_svd(turned ? leaf.wideWeight().t() : leaf.wideWeight(), false);
        return LowRankUpdate{u.narrow(0, 0, rank), v.narrow(1, 0, rank) * s.narrow(0, 0, rank), 1};
    }
    if (name == "olora") { // of the weight as it is stored
        const auto [q, r] = at::linalg_qr(leaf.wideWeight());
        const at::Tensor left = q.narrow(1, 0, rank), right = r.narrow(0, 0, rank);
        return turned ? LowRankUpdate{left.t(), right.t(), scale} : LowRankUpdate{right, left, scale};
    }
    if (name == "corda" || name == "loftq" || name == "lora_ga")
        config.refuse("init_lora_weights",
                      "an initialisation that leaves the backbone's weights as they are, pissa or olora");
    return std::nullopt;
}

std::optional<LowRankUpdate> smallestPart(const Leaf &leaf, const Config &config, std::int64_t rank)
{
    if (!dynamic_cast<const Linear *>(&leaf))
        config.refuse("kasa_config", "null where a target is no Linear");
    const at::Tensor weight = leaf.wideWeight();
    const std::int64_t whole = std::min(weight.size(0), weight.size(1));
    if (rank >= whole)
        config.refuse("r", "less than " + std::to_string(whole) + ", the rank of " + leaf.path()
                               + ", since KaSA keeps the rest");
    const auto [u, s, v] = at::linalg_svd(weight, false);
    const std::int64_t kept = whole - rank;
    return LowRankUpdate{v.narrow(0, kept, rank), u.narrow(1, kept, rank) * s.narrow(0, kept, rank), 1};
}

} // namespace deltascope::nn::peft
