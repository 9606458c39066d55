// Every layer against the formula that its papers and PyTorch's own functions give.
#include "nn/toyblocks.h"

#include "core/outcome.h"
#include "nn/delta/taps/taps.h"
#include "nn/layers/activation.h"
#include "nn/layers/alibi.h"
#include "nn/layers/attention.h"
#include "nn/layers/conv.h"
#include "nn/layers/positions.h"
#include "nn/layers/rotary.h"

#include <cmath>

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

at::Tensor numbers(const Shape &shape, double step = 0.37)
{
    return (at::arange(elementCount(shape).value()) * step).sin().view(shape).to(at::kFloat);
}

struct OneLane {
    Lanes lanes{{{1}}, 1};
    Pass pass = lanes.pass();
    Act act(const at::Tensor &t) const { return {t, pass.inputs}; }
};

at::Tensor softmaxed(const at::Tensor &scores) { return at::softmax(scores, -1); }

/// [rows, heads, T, size] -> [rows, T, heads * size]
at::Tensor merged(const at::Tensor &t) { return t.transpose(1, 2).flatten(2); }

} // namespace

TEST_CASE("linears, norms and embeddings")
{
    const at::Tensor w = numbers({3, 4}), b = numbers({3}, 0.9), g = numbers({4}, 0.7), h = numbers({4}, 0.2),
                     table = numbers({6, 4});
    Bench bench({{"l.weight", w},
                 {"l.bias", b},
                 {"c.weight", w.t().contiguous()},
                 {"c.bias", b},
                 {"n.weight", g},
                 {"n.bias", h},
                 {"r.weight", g},
                 {"o.weight", g},
                 {"e.weight", table}});
    OneLane one;
    const at::Tensor x = numbers({1, 2, 4}, 0.51);
    const Linear linear(bench.at("l"), 4, 3);
    CHECK(distance(linear(one.pass, one.act(x)).t, x.matmul(w.t()) + b) < 1e-6);
    const Conv1D conv(bench.at("c"), 4, 3);
    CHECK(distance(conv(one.pass, one.act(x)).t, x.matmul(w.t()) + b) < 1e-6);
    const at::Tensor centred = x - x.mean(-1, true);
    const LayerNorm norm(bench.at("n"), 4, 1e-5);
    CHECK(distance(norm(one.pass, one.act(x)).t, centred / (centred.pow(2).mean(-1, true) + 1e-5).sqrt() * g + h)
          < 1e-6);
    const at::Tensor rms = x / (x.pow(2).mean(-1, true) + 1e-6).sqrt();
    CHECK(distance(RmsNorm(bench.at("r"), 4, 1e-6, "RMSNorm")(one.pass, one.act(x)).t, rms * g) < 1e-6);
    CHECK(distance(RmsNorm(bench.at("o"), 4, 1e-6, "RMSNorm", 1)(one.pass, one.act(x)).t, rms * (1 + g)) < 1e-6);
    const Embedding embedding(bench.at("e"), 6, 4, "Embedding", 2);
    const at::Tensor ids = at::tensor(std::vector<std::int64_t>{5, 0}).unsqueeze(0);
    CHECK(at::equal(embedding(one.pass, one.act(ids)).t[0][0], table[5] * 2));
    for (const std::int64_t outside : {-1, 6})
        CHECK_THROWS_AS((void)embedding(one.pass, one.act(at::full({1, 1}, outside, at::kLong))), Failure);
}

TEST_CASE("convolutions of patches and of tokens")
{
    const at::Tensor patch = numbers({5, 3, 2, 4}), token = numbers({6, 2, 3}), b = numbers({5}), c = numbers({6});
    Bench bench({{"p.weight", patch}, {"p.bias", b}, {"t.weight", token}, {"t.bias", c}});
    OneLane one;
    const at::Tensor image = numbers({1, 3, 6, 8}), x = numbers({1, 7, 4});
    const PatchConv2d patches(bench.at("p"), 3, 5, 2, 4);
    CHECK(distance(patches(one.pass, one.act(image)).t, at::conv2d(image, patch, b, {2, 4})) < 1e-5);
    const TokenConv1d tokens(bench.at("t"), 4, 6, 3, 2);
    CHECK(distance(tokens(one.pass, one.act(x)).t,
                   at::conv1d(x.transpose(1, 2), token, c, {1}, {1}, {1}, 2).transpose(1, 2))
          < 1e-5);
}

TEST_CASE("attention: a causal mask, hidden keys, a window, grouped queries, a cap, a bias")
{
    OneLane one;
    const Block site(Bench({}).root(), "Attention");
    const at::Tensor q = numbers({1, 4, 5, 3}), k = numbers({1, 2, 5, 3}, 0.23), v = numbers({1, 2, 5, 3}, 0.71);
    const at::Tensor keys = k.repeat_interleave(2, 1), values = v.repeat_interleave(2, 1);
    const double scale = 0.6;
    const at::Tensor scores = q.matmul(keys.transpose(2, 3)) * scale;
    const auto run = [&](const AttentionMask &mask, double cap = 0) {
        return attend(one.pass, site, {one.act(q), one.act(k), one.act(v), scale, cap}, mask).t;
    };
    const at::Tensor distances = at::arange(5).unsqueeze(1) - at::arange(5).unsqueeze(0);
    const auto hide = [](const at::Tensor &where) { return at::zeros(where.sizes()).masked_fill_(where, -1e30); };
    CHECK(distance(run({}), merged(softmaxed(scores).matmul(values))) < 1e-5);
    CHECK(distance(run(causalMask(one.pass, std::nullopt, 5)),
                   merged(softmaxed(scores + hide(distances < 0)).matmul(values)))
          < 1e-5);
    CHECK(distance(run(causalMask(one.pass, std::nullopt, 5, 2)),
                   merged(softmaxed(scores + hide((distances < 0).logical_or(distances >= 2))).matmul(values)))
          < 1e-5);
    const at::Tensor real = at::tensor(std::vector<std::int64_t>{1, 0, 1, 1, 0}).unsqueeze(0);
    CHECK(distance(run({paddingBias(one.act(real)), false}),
                   merged(softmaxed(scores + hide(real.view({1, 1, 1, 5}) == 0)).matmul(values)))
          < 1e-5);
    CHECK(distance(run({}, 1.5), merged(softmaxed((scores / 1.5).tanh() * 1.5).matmul(values))) < 1e-5);
    const at::Tensor bias = numbers({1, 4, 5, 5}, 0.11);
    CHECK(distance(run({one.act(bias), false}), merged(softmaxed(scores + bias).matmul(values))) < 1e-5);
}

TEST_CASE("ALiBi's slopes are powers of two for powers of two of heads")
{
    OneLane one;
    const AttentionMask mask = alibiMask(one.pass, std::nullopt, 4, 8, 1, SlopeType::Float32);
    REQUIRE(mask.bias);
    const at::Tensor bias = mask.bias->t; // [1, heads, query or 1, key]
    for (int head = 0; head < 8; ++head) {
        const at::Tensor last = bias[0][head][bias.size(2) - 1];
        CHECK(std::abs((last[3] - last[2]).item<double>() - std::pow(2.0, -(head + 1))) < 1e-6);
    }
}

TEST_CASE("rotary positions turn pairs of numbers by position times frequency")
{
    const Config config(nlohmann::json::object(), "config.json");
    OneLane one;
    const at::Tensor x = numbers({1, 1, 3, 4});
    for (const auto pairs : {Rotary::Pairs::Halves, Rotary::Pairs::Neighbours}) {
        const Rotary rotary(config, 4, 10000, pairs);
        const at::Tensor y = rotary.turn(one.act(x), rotary.angles(2, 3, at::kFloat)).t;
        for (int t = 0; t < 3; ++t)
            for (int i = 0; i < 2; ++i) {
                const bool halves = pairs == Rotary::Pairs::Halves;
                const int a = halves ? i : 2 * i, b = halves ? i + 2 : 2 * i + 1;
                const double angle = (t + 2) * std::pow(10000.0, -i / 2.0);
                const double p = x[0][0][t][a].item<double>(), q = x[0][0][t][b].item<double>();
                CHECK(std::abs(y[0][0][t][a].item<double>() - (p * std::cos(angle) - q * std::sin(angle))) < 1e-5);
                CHECK(std::abs(y[0][0][t][b].item<double>() - (q * std::cos(angle) + p * std::sin(angle))) < 1e-5);
            }
    }
}

TEST_CASE("positions and shifted ids")
{
    OneLane one;
    const auto ids = [&](std::vector<std::int64_t> list) { return one.act(at::tensor(list).unsqueeze(0)); };
    const auto same
        = [](const Act &act, std::vector<std::int64_t> list) { return at::equal(act.t.flatten(), at::tensor(list)); };
    CHECK(same(positionsFrom(one.pass, 3, 2), {3, 4}));
    CHECK(same(positionsOfReal(one.pass, ids({7, 1, 9, 1}), 1), {2, 1, 3, 1}));
    CHECK(same(shiftRight(ids({5, -100, 6}), 2, 1), {2, 5, 1}));
    CHECK(same(wrapRight(ids({5, 6, 9, 1}), 1), {9, 5, 6, 9}));
}

TEST_CASE("activations by name")
{
    const at::Tensor x = numbers({9}, 0.8) * 3;
    CHECK(distance(activationByName("relu")(x), x.clamp_min(0)) == 0);
    CHECK(distance(activationByName("silu")(x), x * x.sigmoid()) < 1e-6);
    CHECK(distance(activationByName("gelu")(x), x * 0.5 * (1 + (x / std::sqrt(2.0)).erf())) < 1e-6);
    CHECK(distance(activationByName("gelu_new")(x),
                   0.5 * x * (1 + (std::sqrt(2 / M_PI) * (x + 0.044715 * x.pow(3))).tanh()))
          < 1e-6);
    CHECK(!static_cast<bool>(activationByName("no such")));
}

TEST_CASE("the common taps at full and half strength")
{
    const at::Tensor w = numbers({3, 4}), b = numbers({3}), x = numbers({1, 2, 4}, 0.51), a = numbers({2, 4}, 0.3),
                     up = numbers({3, 2}, 0.4), other = numbers({3, 4}, 0.9);
    Bench bench({{"l.weight", w}, {"l.bias", b}});
    Linear linear(bench.at("l"), 4, 3);
    const at::Tensor y = x.matmul(w.t()) + b;
    for (const double strength : {1.0, 0.5, -2.0}) {
        const Lanes lanes({{strength}}, 1);
        const auto with = [&](std::shared_ptr<const Tap> tap) {
            linear.taps = {{0, linear.module(), -1, std::move(tap)}};
            Pass pass = lanes.pass();
            return linear(pass, {x, pass.inputs}).t;
        };
        CHECK(distance(with(std::make_shared<LowRankTap>(a, up, 1.5)),
                       y + strength * 1.5 * x.matmul(a.t()).matmul(up.t()))
              < 1e-5);
        CHECK(distance(with(std::make_shared<UpdateTap>([&] { return other; }, 2)),
                       y + strength * 2 * x.matmul(other.t()))
              < 1e-5);
        CHECK(distance(with(std::make_shared<ShiftTap>(b)), y + strength * b) < 1e-5);
        CHECK(
            distance(with(std::make_shared<ReplaceTap>(linear, other, b)), y + strength * (x.matmul(other.t()) + b - y))
            < 1e-5);
    }
    CHECK(std::make_shared<LowRankTap>(a, at::zeros({3, 2}), 1)->isIdle());
}
