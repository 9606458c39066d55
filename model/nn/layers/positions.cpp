#include "nn/layers/positions.h"

#include "nn/layers/toolong.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

Act positionsFrom(Pass &pass, std::int64_t past, std::int64_t length)
{
    return {at::arange(past, past + length, at::kLong).unsqueeze(0), pass.single};
}

Act positionsOfReal(Pass &pass, const Act &ids, std::int64_t pad)
{
    const std::int64_t length = embeddedLength(pass, ids);
    if (length != ids.t.size(1)) // virtual tokens have no ids
        return positionsFrom(pass, pass.position() + pad + 1, length);
    return ids.map([&](const at::Tensor &t) { // a pad that was generated stands at `pad` too
        const at::Tensor real = (t != pad).to(at::kLong);
        return (real.cumsum(1) + pass.position()) * real + pad;
    });
}

Act withPrompts(Pass &pass, const Act &embedded)
{
    if (pass.fronts.prompts.empty() || pass.past() > 0)
        return embedded;
    return embedded.map([&](const at::Tensor &t) {
        at::Tensor longer = t;
        for (const at::Tensor &prompt : pass.fronts.prompts)
            longer = at::cat({prompt.to(t.scalar_type()).expand({t.size(0), -1, -1}), longer}, 1);
        return longer;
    });
}

std::int64_t embeddedLength(const Pass &pass, const Act &ids)
{
    std::int64_t length = ids.t.size(1);
    if (pass.past() == 0)
        for (const at::Tensor &prompt : pass.fronts.prompts)
            length += prompt.size(1);
    return length;
}

void expectLength(const Block &table, std::int64_t length, std::int64_t most)
{
    if (length > most)
        throw TooLong(table.path(), length, most);
}

Act shiftRight(const Act &ids, std::int64_t start, std::int64_t pad)
{
    return ids.map([&](const at::Tensor &t) {
        at::Tensor shifted = at::full_like(t, start);
        if (t.size(1) > 1)
            shifted.narrow(1, 1, t.size(1) - 1).copy_(t.narrow(1, 0, t.size(1) - 1));
        return shifted.masked_fill_(shifted < 0, pad);
    });
}

Act wrapRight(const Act &ids, std::int64_t pad)
{
    return ids.map([&](const at::Tensor &t) {
        const at::Tensor clean = t.masked_fill(t == -100, pad);
        const at::Tensor last = ((clean != pad).sum(1) - 1).clamp_min(0).unsqueeze(1);
        return at::cat({clean.gather(1, last), clean.narrow(1, 0, t.size(1) - 1)}, 1);
    });
}

} // namespace deltascope::nn
