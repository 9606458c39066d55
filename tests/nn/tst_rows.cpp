// Lanes that share rows, the sites at which they part, and a checkpoint's weights as a builder asks for them.
#include "nn/toyblocks.h"

#include "core/outcome.h"
#include "nn/config.h"
#include "nn/layers/leaf.h"
#include "nn/sitemix.h"

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

using Numbers = std::vector<std::int32_t>;

RowsPtr rowsOf(Numbers rowOfLane) { return std::make_shared<Rows>(std::move(rowOfLane)); }

Numbers lanesOf(const RowsPtr &rows)
{
    Numbers list;
    for (int lane = 0; lane < rows->lanes(); ++lane)
        list.push_back(rows->of(lane));
    return list;
}

/// One number a row.
Act actOf(const std::vector<float> &numbers, const RowsPtr &rows) { return {at::tensor(numbers).unsqueeze(1), rows}; }

/// y + 10 times the strength.
class PlusTen : public Tap {
public:
    at::Tensor after(const TapCall &call, const at::Tensor &, at::Tensor y) const override
    {
        return y + 10 * call.strength;
    }
};

} // namespace

TEST_CASE("rows meet in the coarsest rows that refine both, numbered as lanes come")
{
    const RowsPtr inputs = rowsOf({0, 1, 0, 1}), columns = rowsOf({0, 0, 1, 1}), one = rowsOf({0, 0, 0, 0});
    CHECK(lanesOf(meet(inputs, columns)) == Numbers{0, 1, 2, 3});
    CHECK(meet(inputs, one) == inputs);
    CHECK(meet(one, inputs) == inputs);
    CHECK(meet(inputs, rowsOf({0, 1, 0, 1})) == inputs);
    CHECK(meet(inputs, columns)->count() == 4);
}

TEST_CASE("rows part where classes differ, and stay the same object where they do not")
{
    const RowsPtr inputs = rowsOf({0, 1, 0, 1});
    CHECK(part(inputs, {7, 7, 7, 7}) == inputs);
    CHECK(lanesOf(part(inputs, {0, 0, 0, 5})) == Numbers{0, 1, 0, 2});
}

TEST_CASE("a tensor is laid out by finer rows")
{
    const Act coarse = actOf({3, 4}, rowsOf({0, 1, 0, 1}));
    CHECK(at::equal(layOut(coarse, rowsOf({0, 1, 2, 3})).flatten(), at::tensor({3.f, 4.f, 3.f, 4.f})));
    CHECK(layOut(coarse, rowsOf({0, 1, 0, 1})).is_same(coarse.t));
    CHECK(at::equal(layOut(actOf({5}, rowsOf({0, 0})), rowsOf({0, 1})).flatten(), at::tensor({5.f, 5.f})));
    CHECK(
        at::equal((coarse + actOf({10, 20}, rowsOf({0, 0, 1, 1}))).t.flatten(), at::tensor({13.f, 14.f, 23.f, 24.f})));
}

TEST_CASE("lanes taken out of a tensor and put together again are what they were")
{
    const Act all = actOf({1, 2, 3}, rowsOf({0, 1, 2, 1}));
    const Act odd = restrictTo(all, {1, 3}), even = restrictTo(all, {0, 2});
    CHECK(at::equal(odd.t.flatten(), at::tensor({2.f})));
    CHECK(lanesOf(odd.rows) == Numbers{0, 0});
    CHECK(at::equal(even.t.flatten(), at::tensor({1.f, 3.f})));
    const Act again = joinLanes({odd, even}, {{1, 3}, {0, 2}});
    CHECK(at::equal(layOut(again, rowsOf({0, 1, 2, 3})).flatten(), at::tensor({1.f, 2.f, 3.f, 2.f})));
}

TEST_CASE("a site parts the lanes of columns in which its taps act otherwise, and leaves alike ones together")
{
    Bench bench({{"a.weight", at::ones({4, 4})}, {"a.bias", at::zeros({4})}});
    Linear linear(bench.at("a"), 4, 4);
    linear.taps.push_back({0, linear.module(), -1, std::make_shared<PlusTen>()});
    const Lanes lanes({{0}, {1}, {0.5}, {1}}, 2); // four columns, two inputs
    Pass pass = lanes.pass();
    const SiteMix mix(linear, pass);
    CHECK_FALSE(mix.isIdle());
    CHECK(lanesOf(mix.part(pass.inputs)) == Numbers{0, 1, 2, 3, 4, 5, 2, 3});
    const RowLists lists = mix.rowsByStrength(*mix.part(pass.inputs), 0);
    CHECK(lists == RowLists{{0.5, {4, 5}}, {1, {2, 3}}});
    const Act y = linear(pass, {at::tensor({1.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 2.f}).view({2, 1, 4}), pass.inputs});
    CHECK(at::equal(y.t.select(2, 0).flatten(), at::tensor({1.f, 2.f, 11.f, 12.f, 6.f, 7.f})));
    const Lanes off({{0}, {0}}, 2);
    Pass idle = off.pass();
    CHECK(SiteMix(linear, idle).isIdle());
}

TEST_CASE("weights are found under other prefixes and old names; others are told together")
{
    Weights weights({{"model.a.weight", at::zeros({2, 3})},
                     {"model.norm.gamma", at::zeros({2})},
                     {"stray", at::zeros({1})},
                     {"b.attn.bias", at::zeros({1})}});
    CHECK(weights.find("model.a.weight"));
    CHECK_FALSE(weights.find("model.z.weight"));
    CHECK(weights.unused() == std::vector<std::string>{"model.norm.gamma", "stray"}); // buffers are no strangers
}

TEST_CASE("a builder gathers what the checkpoint lacks instead of stopping at the first")
{
    Bench bench({{"a.weight", at::zeros({4, 4})}, {"extra", at::zeros({1})}});
    const Linear first(bench.at("a"), 4, 4), second(bench.at("b"), 4, 4, Bias::Without);
    NetworkInfo info;
    bench.builder().describe(info);
    CHECK(info.missing == std::vector<std::string>{"a.bias", "b.weight"});
    REQUIRE(info.notes.size() == 1);
    CHECK(info.notes.front().find("extra") != std::string::npos);
    CHECK(second.weight().is_meta()); // a shape without numbers
}

TEST_CASE("a configuration refuses by file, key, expected and found; absent keys have standards")
{
    const Config config(nlohmann::json{{"r", 0}, {"name", 3}, {"none", nullptr}}, "folder/config.json");
    const auto sentence = [](auto &&call) {
        try {
            (void)call();
        } catch (const Failure &failure) {
            return std::string(failure.what());
        }
        return std::string("no failure");
    };
    CHECK(sentence([&] { return config.size("r"); })
          == "folder/config.json: r: expected a positive whole number, found 0");
    CHECK(sentence([&] { return config.text("name", ""); }) == "folder/config.json: name: expected a text, found 3");
    CHECK_FALSE(config.has("none"));
    const Config with = config.withStandards({{"rank", 8}, {"scale", 0.5}, {"on", true}, {"r", 4}});
    CHECK(with.size("rank") == 8);
    CHECK(with.number("scale") == 0.5);
    CHECK(with.flag("on"));
    CHECK_FALSE(with.has("rank"));
    CHECK_THROWS_AS((void)with.size("r"), Failure); // what is there counts
}
