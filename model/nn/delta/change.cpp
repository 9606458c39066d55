#include "nn/delta/change.h"

#include "core/outcome.h"
#include "nn/delta/taps/taps.h"
#include "nn/layers/conv.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

/// Singular values below this share of the largest are rounding: of factors, which are exact in double precision, and
/// of a float32 difference.
constexpr double factorNoise = 1e-12, denseNoise = 1e-5;

/// B A = U diag(s) V^T with U [out, r], s falling, V [in, r]: from the small matrix R_B R_A^T.
struct Svd {
    at::Tensor u, s, v;
};

Svd svdOf(const at::Tensor &a, const at::Tensor &b)
{
    const auto [qb, rb] = at::linalg_qr(b.to(at::kDouble));
    const auto [qa, ra] = at::linalg_qr(a.to(at::kDouble).t());
    const auto [u, s, vh] = at::linalg_svd(rb.mm(ra.t()), false);
    return {qb.mm(u), s, qa.mm(vh.t())};
}

/// A change of `leaf`'s weight as it is stored, as [out, in].
at::Tensor asMatrix(const Leaf &leaf, const at::Tensor &change)
{
    const bool isTurned = dynamic_cast<const Conv1D *>(&leaf) || dynamic_cast<const Embedding *>(&leaf);
    const at::Tensor matrix = change.dim() < 2 ? change.unsqueeze(1) : change.flatten(1);
    return (isTurned ? matrix.t() : matrix).to(at::kDouble);
}

double innerDense(const WeightChange &x, const at::Tensor &dense)
{
    double sum = 0;
    if (x.b.defined())
        sum += (x.b * dense.mm(x.a.t())).sum().item<double>();
    if (x.dense.defined())
        sum += (x.dense * dense).sum().item<double>();
    return sum;
}

at::Tensor joined(const at::Tensor &x, const at::Tensor &y, std::int64_t dimension)
{
    return !x.defined() ? y : !y.defined() ? x : at::cat({x, y}, dimension);
}

} // namespace

WeightChange &WeightChange::operator+=(const WeightChange &other)
{
    a = joined(a, other.a, 0);
    b = joined(b, other.b, 1);
    if (other.dense.defined())
        dense = dense.defined() ? dense + other.dense : other.dense;
    return *this;
}

std::optional<WeightChange> weightChange(const Tap &tap, const Leaf *leaf, double strength)
{
    if (const auto update = tap.update())
        return WeightChange{update->a.to(at::kDouble), update->b.to(at::kDouble) * (update->scale * strength), {}};
    if (const auto *full = dynamic_cast<const UpdateTap *>(&tap))
        return WeightChange{{}, {}, full->scaledUpdate().flatten(1).to(at::kDouble) * strength};
    if (!leaf || dynamic_cast<const ShiftTap *>(&tap))
        return std::nullopt;
    const LeafParams own{leaf->wideWeight(), leaf->wideBias()};
    if (own.weight.is_meta()) // only its shape is known
        throw Failure(Error{
            leaf->weightParam().fullName(), "expected in the checkpoint, found no such weight", {}, "missing-weight"});
    const auto merged = tap.merged(*leaf, own, strength);
    if (!merged || merged->weight.is_same(own.weight))
        return std::nullopt;
    return WeightChange{{}, {}, asMatrix(*leaf, merged->weight - own.weight)};
}

double innerProduct(const WeightChange &x, const WeightChange &y)
{
    double sum = 0;
    if (x.b.defined() && y.b.defined())
        sum += (x.b.t().mm(y.b) * x.a.mm(y.a.t())).sum().item<double>();
    if (y.dense.defined())
        sum += innerDense(x, y.dense);
    if (x.dense.defined() && y.b.defined())
        sum += innerDense({y.a, y.b, {}}, x.dense);
    return sum;
}

at::Tensor columnSpace(const WeightChange &change)
{
    at::Tensor u, s;
    double noise = factorNoise;
    if (change.dense.defined()) {
        const at::Tensor whole = change.b.defined() ? change.dense + change.b.mm(change.a) : change.dense;
        const auto decomposed = at::linalg_svd(whole, false);
        u = std::get<0>(decomposed);
        s = std::get<1>(decomposed);
        noise = denseNoise;
    } else {
        const Svd svd = svdOf(change.a, change.b);
        u = svd.u;
        s = svd.s;
    }
    const std::int64_t rank = s.numel() == 0 ? 0 : (s > s[0] * noise).sum().item<std::int64_t>();
    return u.narrow(1, 0, rank);
}

std::vector<double> principalAngles(const at::Tensor &x, const at::Tensor &y)
{
    if (x.size(1) == 0 || y.size(1) == 0)
        return {};
    if (x.size(1) < y.size(1))
        return principalAngles(y, x);
    const at::Tensor shared = x.t().mm(y);
    const at::Tensor cosines = at::linalg_svdvals(shared).clamp(0, 1).contiguous();
    const at::Tensor sines = at::linalg_svdvals(y - x.mm(shared)).clamp(0, 1).flip(0).contiguous();
    std::vector<double> angles;
    for (std::int64_t i = 0; i < cosines.numel(); ++i) {
        const double cosine = cosines.data_ptr<double>()[i];
        angles.push_back(cosine * cosine > 0.5 ? std::asin(sines.data_ptr<double>()[i]) : std::acos(cosine));
    }
    return angles;
}

at::Tensor singularValues(const LowRankUpdate &update) { return svdOf(update.a, update.b).s * std::abs(update.scale); }

LowRankUpdate strongest(const LowRankUpdate &update, std::int64_t rank)
{
    const Svd svd = svdOf(update.a, update.b);
    const std::int64_t kept = std::min(rank, svd.s.numel());
    const at::Tensor root = svd.s.narrow(0, 0, kept).sqrt();
    return {(svd.v.narrow(1, 0, kept) * root).t().to(at::kFloat).contiguous(),
            (svd.u.narrow(1, 0, kept) * root).to(at::kFloat).contiguous(), update.scale};
}

} // namespace deltascope::nn
