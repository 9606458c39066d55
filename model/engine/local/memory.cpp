#include "engine/local/memory.h"

#include <c10/core/ScalarType.h>

#include <algorithm>
#include <unordered_set>

namespace deltascope {

namespace {

bool isComputedAsStored(DType stored, at::ScalarType compute)
{
    return (stored == DType::F32 && compute == at::kFloat) || (stored == DType::F16 && compute == at::kHalf)
           || (stored == DType::BF16 && compute == at::kBFloat16);
}

} // namespace

void estimateMemory(NetworkInfo &info, at::ScalarType compute)
{
    const auto size = static_cast<std::int64_t>(c10::elementSize(compute));
    std::unordered_set<int> seen;
    std::int64_t widest = 0;
    info.copyBytes = 0;
    for (const ModuleInfo &module : info.modules)
        for (const ParamInfo &param : module.params) {
            const bool isTable
                = module.type.find("Embedding") != std::string::npos; // its rows are picked, not multiplied
            if (param.shape.size() == 2 && !isTable)
                widest = std::max({widest, param.shape[0], param.shape[1]});
            if (seen.insert(param.id).second && !isComputedAsStored(param.dtype, compute))
                info.copyBytes += elementCount(param.shape).value_or(0) * size;
        }
    // A layer's widest product with its neighbours, or the logits with what is made of them.
    constexpr std::int64_t aliveAtOnce = 4;
    info.bytesPerToken = aliveAtOnce * widest * size;
}

} // namespace deltascope
