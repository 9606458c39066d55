#include "nn/delta/adapterhub/flexiblehead.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::adapterhub {

at::Tensor FlexibleHead::operator()(const at::Tensor &hidden, const std::vector<std::int64_t> &ids) const
{
    at::Tensor x = read(hidden.to(at::kFloat), ids);
    if (m_parts.scale != 1)
        x = x * m_parts.scale;
    for (const Step &step : m_parts.steps)
        x = step(x);
    return x;
}

at::Tensor FlexibleHead::read(const at::Tensor &hidden, const std::vector<std::int64_t> &ids) const
{
    const std::int64_t last = hidden.size(0) - 1;
    switch (m_parts.reads) {
    case Reads::All: return hidden;
    case Reads::First: return hidden[0];
    case Reads::Pooled: return m_parts.pooler(hidden[0]);
    case Reads::LastReal: {
        const auto real
            = m_parts.pad ? std::count_if(ids.begin(), ids.end(), [&](std::int64_t id) { return id != *m_parts.pad; })
                          : static_cast<std::ptrdiff_t>(ids.size());
        return hidden[std::clamp<std::int64_t>(real - 1, 0, last)];
    }
    case Reads::LastEos: {
        const auto found = std::find(ids.rbegin(), ids.rend(), m_parts.eos.value_or(-1));
        if (found == ids.rend() || ids.rend() - found - 1 > last)
            throw Failure("ids", "expected the end-of-sequence id in every input of an encoder-decoder's classifier, "
                                 "found an input without it");
        return hidden[ids.rend() - found - 1];
    }
    }
    return hidden;
}

} // namespace deltascope::nn::adapterhub
