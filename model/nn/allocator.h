#pragma once

namespace deltascope::nn {

/// Makes tensors that do not fit the memory end in std::bad_alloc; LibTorch's own allocator ends the program. Once is
/// enough, before the first tensor.
void installAllocator();

} // namespace deltascope::nn
