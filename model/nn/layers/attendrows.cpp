#include "nn/layers/attendrows.h"

#include "nn/product/byrows.h"
#include "nn/product/rowkernel.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace deltascope::nn {

namespace {

constexpr std::int64_t block = 64; ///< queries whose scores are kept at a time

/// A tensor [rows, heads, T, width] whose rows have neighbours.
struct Heads {
    const float *first;
    std::int64_t row, head, position;

    explicit Heads(const at::Tensor &t)
        : first(t.const_data_ptr<float>())
        , row(t.stride(0))
        , head(t.stride(1))
        , position(t.stride(2))
    {
    }
    const float *at(std::int64_t r, std::int64_t h) const { return first + r * row + h * head; }
};

/// Everything that one call is about.
struct Attention {
    Heads query, key, value;
    std::optional<Heads> bias;
    float *out;
    std::int64_t heads, group, queries, keys, width, valueWidth;
    float scale;
    Sight sight;

    /// The queries from `from` on, `count` of them, of one head; `scores` holds a number for each of them and each key.
    void run(std::int64_t row, std::int64_t head, std::int64_t from, std::int64_t count, float *scores) const;
};

void Attention::run(std::int64_t row, std::int64_t head, std::int64_t from, std::int64_t count, float *scores) const
{
    const RowKernels &kernels = rowKernels();
    const std::int64_t past = keys - queries;
    const std::int64_t seen = sight == Sight::Causal ? past + from + count : keys;
    kernels.straight({query.at(row, head) + from * query.position, key.at(row, head / group), nullptr, scores, count,
                      width, seen, query.position, key.position, keys},
                     0, seen);
    for (std::int64_t i = 0; i < count; ++i) {
        float *const own = scores + i * keys;
        const std::int64_t visible = sight == Sight::Causal ? past + from + i + 1 : keys;
        kernels.softmax(own, visible, scale, bias ? bias->at(row, head) + (from + i) * bias->position : nullptr);
        std::fill(own + visible, own + seen, 0.0F);
    }
    const std::int64_t outRow = heads * valueWidth;
    kernels.turned({scores, value.at(row, head / group), nullptr,
                    out + (row * queries + from) * outRow + head * valueWidth, count, seen, valueWidth, keys,
                    value.position, outRow},
                   0, valueWidth);
}

} // namespace

bool isForRows(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value)
{
    return hasRowKernels() && isPlain(query) && isPlain(key) && isPlain(value);
}

at::Tensor attendRows(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value, const at::Tensor &bias,
                      double scale, Sight sight)
{
    const std::int64_t rows = query.size(0), heads = query.size(1), queries = query.size(2), keys = key.size(2);
    const at::Tensor q = withStraightRows(query), k = withStraightRows(key), v = withStraightRows(value);
    const at::Tensor b
        = bias.defined() ? withStraightRows(bias.to(at::kFloat).expand({rows, heads, queries, keys})) : at::Tensor();
    at::Tensor out = at::empty({rows, queries, heads * v.size(3)}, q.options());
    const Attention attention{Heads(q),
                              Heads(k),
                              Heads(v),
                              b.defined() ? std::optional(Heads(b)) : std::nullopt,
                              out.mutable_data_ptr<float>(),
                              heads,
                              heads / k.size(1),
                              queries,
                              keys,
                              q.size(3),
                              v.size(3),
                              static_cast<float>(scale),
                              sight};
    const std::int64_t blocks = (queries + block - 1) / block;
    const std::int64_t work = std::min(queries, block) * keys * (q.size(3) + v.size(3));
    const auto some = [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scores(static_cast<std::size_t>(std::min(queries, block) * keys));
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t from = i % blocks * block;
            attention.run(i / (blocks * heads), i / blocks % heads, from, std::min(block, queries - from),
                          scores.data());
        }
    };
    constexpr std::int64_t enough = 1 << 18; // multiplications that are worth another thread
    at::parallel_for(0, rows * heads * blocks, 1 + enough / std::max<std::int64_t>(1, work), some);
    return out;
}

} // namespace deltascope::nn
