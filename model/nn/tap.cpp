#include "nn/tap.h"

#include "core/outcome.h"

namespace deltascope::nn {

KeyValue Tap::prefix(const TapCall &, const at::Tensor &) const
{
    throw Failure({}, "expected a tap with keys and values, found another");
}

std::optional<LeafParams> Tap::merged(const Leaf &, const LeafParams &, double) const { return std::nullopt; }

} // namespace deltascope::nn
