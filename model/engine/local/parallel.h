#pragma once

#include <cstddef>
#include <functional>

namespace deltascope {

/// Calls work(0) to work(count - 1), each once, taken in that order by as many threads as tensors are computed with;
/// what it computes itself is not parted further. Rethrows what the first of the calls that failed has thrown; none is
/// begun after a failure.
void onAllCores(std::size_t count, const std::function<void(std::size_t)> &work);

} // namespace deltascope
