#include "nn/pass.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <numeric>

namespace deltascope::nn {

void Cache::keepLanes(const std::vector<int> &lanes)
{
    for (auto &[block, cached] : byBlock) {
        cached.key = restrictTo(cached.key, lanes);
        cached.value = restrictTo(cached.value, lanes);
    }
}

Pass::Pass(const ColumnTable &table, std::vector<int> columnOfLane, std::vector<std::int32_t> inputOfLane,
           Progress &progress)
    : table(table)
    , columnOfLane(std::move(columnOfLane))
    , inputs(std::make_shared<Rows>(std::move(inputOfLane)))
    , single(std::make_shared<Rows>(std::vector<std::int32_t>(this->columnOfLane.size(), 0)))
    , progress(progress)
{
}

std::int64_t Pass::Fronts::length() const
{
    std::int64_t length = added;
    for (const at::Tensor &prompt : prompts)
        length += prompt.size(1);
    return length;
}

at::Tensor Pass::Fronts::places(std::int64_t count) const
{
    std::vector<std::int64_t> list(count);
    std::iota(list.begin(), list.end(), length() - added);
    for (const Insertion &insertion : insertions)
        for (std::int64_t &place : list)
            place += place >= insertion.lead ? insertion.count : 0;
    return at::tensor(list, at::kLong);
}

void Pass::pause() const
{
    if (progress.cancelled())
        throw Cancelled();
}

} // namespace deltascope::nn
