#include "nn/delta/taps/fronttaps.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

at::Tensor splitPrefix(const at::Tensor &flat, std::int64_t heads)
{
    return flat.view({flat.size(0), heads, -1}).transpose(0, 1).unsqueeze(0).contiguous();
}

} // namespace deltascope::nn
