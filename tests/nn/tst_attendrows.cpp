// Attention by our own kernels: the numbers of the library's, and bits that depend on nothing beside a query.
#include "nn/layers/attendrows.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace deltascope;
using namespace deltascope::nn;

namespace {

at::Tensor numbers(at::IntArrayRef shape, double step)
{
    return (at::arange(c10::multiply_integers(shape), at::kDouble) * step).sin().view(shape).to(at::kFloat);
}

double distance(const at::Tensor &a, const at::Tensor &b) { return (a - b).abs().max().item<double>(); }

at::Tensor merged(const at::Tensor &t) { return t.transpose(1, 2).flatten(2); }

struct Form {
    std::int64_t rows, heads, groups, queries, keys, width;
};

const std::vector<Form> forms{{1, 1, 1, 1, 1, 1},   {2, 4, 4, 5, 5, 8},        {3, 6, 2, 17, 17, 16},
                              {1, 2, 2, 70, 70, 5}, {2, 12, 12, 130, 130, 64}, {2, 4, 1, 9, 33, 12}};

at::Tensor library(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const std::optional<at::Tensor> &bias)
{
    const std::int64_t group = q.size(1) / k.size(1);
    return merged(at::scaled_dot_product_attention(q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1),
                                                   bias, 0.0, false, 0.3));
}

} // namespace

TEST_CASE("scores, weights and what they mix are the library's")
{
    REQUIRE(isForRows(at::ones({1, 1, 1, 1}), at::ones({1, 1, 1, 1}), at::ones({1, 1, 1, 1})));
    for (const Form &f : forms) {
        CAPTURE(f.queries);
        CAPTURE(f.keys);
        const at::Tensor q = numbers({f.rows, f.queries, f.heads, f.width}, 0.37).transpose(1, 2),
                         k = numbers({f.rows, f.keys, f.groups, f.width}, 0.23).transpose(1, 2),
                         v = numbers({f.rows, f.groups, f.keys, f.width}, 0.11);
        CHECK(distance(attendRows(q, k, v, {}, 0.3, Sight::All), library(q, k, v, std::nullopt)) < 2e-6);
        const at::Tensor bias = numbers({f.rows, 1, f.queries, f.keys}, 0.71);
        CHECK(distance(attendRows(q, k, v, bias, 0.3, Sight::All), library(q, k, v, bias)) < 2e-6);
        const at::Tensor hidden
            = at::where(numbers({1, 1, 1, f.keys}, 1.3) > 0.5, 0.0, std::numeric_limits<float>::lowest());
        CHECK(distance(attendRows(q, k, v, hidden, 0.3, Sight::All), library(q, k, v, hidden)) < 2e-6);
        const at::Tensor later = at::ones({f.queries, f.keys}).triu(f.keys - f.queries + 1) * -1e30;
        CHECK(distance(attendRows(q, k, v, {}, 0.3, Sight::Causal), library(q, k, v, later)) < 2e-6);
        CHECK(at::equal(attendRows(q, k, v, later.view({1, 1, f.queries, f.keys}), 0.3, Sight::All),
                        attendRows(q, k, v, {}, 0.3, Sight::Causal)));
    }
}

TEST_CASE("a query gets the same bits alone, beside others, and before the text goes on")
{
    const int threads = at::get_num_threads();
    const at::Tensor q = numbers({3, 4, 75, 24}, 0.37), k = numbers({3, 4, 75, 24}, 0.23),
                     v = numbers({3, 4, 75, 24}, 0.11), all = attendRows(q, k, v, {}, 0.3, Sight::Causal);
    for (const std::int64_t length : {1, 2, 3, 8, 31, 64, 65, 74}) {
        const auto begin = [&](const at::Tensor &t) { return t.narrow(2, 0, length); };
        CHECK(at::equal(attendRows(begin(q), begin(k), begin(v), {}, 0.3, Sight::Causal), all.narrow(1, 0, length)));
        const std::int64_t rest = 75 - length;
        CHECK(at::equal(attendRows(q.narrow(2, length, rest), k, v, {}, 0.3, Sight::Causal),
                        all.narrow(1, length, rest)));
    }
    CHECK(at::equal(attendRows(q[1].unsqueeze(0), k[1].unsqueeze(0), v[1].unsqueeze(0), {}, 0.3, Sight::Causal)[0],
                    all[1]));
    at::set_num_threads(threads == 1 ? 2 : 1);
    CHECK(at::equal(attendRows(q, k, v, {}, 0.3, Sight::Causal), all));
    at::set_num_threads(threads);
}
