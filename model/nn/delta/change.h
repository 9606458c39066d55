#pragma once

// What a delta adds to a weight, and the algebra of such changes: on factors of low rank wherever there are any.
#include "nn/layers/leaf.h"
#include "nn/tap.h"

#include <optional>

namespace deltascope::nn {

/// A change of a weight [out, in] in double precision: B A, and a matrix beside it.
struct WeightChange {
    at::Tensor a, b; ///< [r, in] and [out, r], any scale in B; undefined: none
    at::Tensor dense; ///< [out, in]; undefined: none

    WeightChange &operator+=(const WeightChange &other);
};

/// What `tap` with `strength` adds to the weight of `leaf` as [out, in], an embedding's as [width, count], a
/// convolution's with the kernel among its columns; `leaf` may be null. Nothing: it changes no weight. Throws Failure
/// (missing-weight) for a change that depends on a weight that is not there.
std::optional<WeightChange> weightChange(const Tap &tap, const Leaf *leaf, double strength);

/// The sum over all elements of x * y.
double innerProduct(const WeightChange &x, const WeightChange &y);

/// Orthonormal columns [out, rank] that span what the change can write.
at::Tensor columnSpace(const WeightChange &change);

/// Between the spans of two sets of orthonormal columns, rising, radians (Knyazev and Argentati, "Principal angles
/// between subspaces in an A-based scalar product", 2002: small ones by their sines).
std::vector<double> principalAngles(const at::Tensor &x, const at::Tensor &y);

/// Singular values of scale * B A, falling, from the factors.
at::Tensor singularValues(const LowRankUpdate &update);

/// The update with its `rank` strongest singular directions alone; the scale is the same.
LowRankUpdate strongest(const LowRankUpdate &update, std::int64_t rank);

} // namespace deltascope::nn
