#pragma once

#include "nn/block.h"

#include <ATen/ATen.h>

#include <map>
#include <vector>

namespace deltascope::nn {

/// Rows on which a tap acts with one strength, ascending.
using RowLists = std::map<double, std::vector<std::int64_t>>;

/// How strongly the taps of a site act on every lane of a pass. Lanes of one column have the same strengths.
class SiteMix {
public:
    SiteMix(const Block &block, const Pass &pass);
    /// True if every tap is off everywhere.
    bool isIdle() const { return m_idle; }
    /// `rows` parted further: lanes on which the taps act differently no longer share.
    RowsPtr part(const RowsPtr &rows) const;
    /// The rows on which the tap of that number is on.
    RowLists rowsByStrength(const Rows &rows, std::size_t tap) const;

private:
    const Pass &m_pass;
    std::vector<std::vector<double>> m_byColumn; ///< [column][tap]
    bool m_idle = true;
};

/// What taps work on: float32 whatever the module computes in, as adapters beside a half-precision model do; ids as
/// they are.
inline at::Tensor widened(const at::Tensor &tensor)
{
    return tensor.defined() && tensor.is_floating_point() ? tensor.to(at::kFloat) : tensor;
}

/// Runs `change` on the given rows of `y` and puts the result back; all rows at once where they are all. `change` gets
/// those rows of y, and a function that picks them from any tensor.
template<class Change>
void onRows(at::Tensor &y, const std::vector<std::int64_t> &list, Change &&change)
{
    const auto count = static_cast<std::int64_t>(list.size());
    if (count == y.size(0)) {
        y = change(y, [](const at::Tensor &x) { return x; });
        return;
    }
    if (list.back() - list.front() + 1 == count) {
        const auto pick = [&](const at::Tensor &x) { return x.narrow(0, list.front(), count); };
        const at::Tensor before = pick(y);
        const at::Tensor after = change(before, pick);
        if (!after.is_alias_of(before) || after.data_ptr() != before.data_ptr())
            pick(y).copy_(after);
        return;
    }
    const at::Tensor index = at::tensor(list, at::kLong);
    const auto pick = [&](const at::Tensor &x) { return x.index_select(0, index); };
    y.index_copy_(0, index, change(pick(y), pick));
}

} // namespace deltascope::nn
