#include "core/columns.h"

#include <algorithm>
#include <string>

namespace deltascope {

std::size_t placeOf(const Mix &mix, std::vector<Column> &columns)
{
    const auto known
        = std::find_if(columns.begin(), columns.end(), [&mix](const Column &column) { return column.mix == mix; });
    if (known != columns.end())
        return static_cast<std::size_t>(known - columns.begin());
    columns.push_back({"column " + std::to_string(columns.size() + 1), mix});
    return columns.size() - 1;
}

} // namespace deltascope
