// Changes of weights by their factors against the same as whole matrices.
#include "nn/delta/change.h"
#include "nn/delta/taps/taps.h"
#include "nn/toyblocks.h"

#include "core/outcome.h"

#include <cmath>

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

at::Tensor numbers(const Shape &shape, double step)
{
    return (at::arange(elementCount(shape).value()) * step).sin().view(shape).to(at::kFloat);
}

at::Tensor whole(const WeightChange &change)
{
    at::Tensor sum = change.b.defined() ? change.b.mm(change.a) : at::Tensor();
    if (change.dense.defined())
        sum = sum.defined() ? sum + change.dense : change.dense;
    return sum;
}

WeightChange lowRank(double step, std::int64_t rank)
{
    return *weightChange(LowRankTap(numbers({rank, 9}, step), numbers({7, rank}, step * 1.7), 0.5), nullptr, 2);
}

double inner(const WeightChange &x, const WeightChange &y) { return (whole(x) * whole(y)).sum().item<double>(); }

} // namespace

TEST_CASE("inner products from factors are those of the matrices")
{
    const WeightChange x = lowRank(0.37, 2), y = lowRank(0.81, 3);
    WeightChange both = x;
    both.dense = numbers({7, 9}, 0.29).to(at::kDouble);
    for (const auto &[a, b] : {std::pair{x, y}, std::pair{x, both}, std::pair{both, y}, std::pair{both, both}})
        CHECK(innerProduct(a, b) == doctest::Approx(inner(a, b)).epsilon(1e-12));
    WeightChange sum = x;
    sum += y;
    CHECK(innerProduct(sum, y) == doctest::Approx(inner(x, y) + inner(y, y)).epsilon(1e-12));
}

TEST_CASE("principal angles: none within a space, right ones across, known ones between")
{
    const WeightChange x = lowRank(0.37, 2);
    for (const double angle : principalAngles(columnSpace(x), columnSpace(x)))
        CHECK(angle == doctest::Approx(0).epsilon(1e-9));
    const at::Tensor axes = at::eye(7, at::kDouble);
    const double small = 1e-9, wide = 1.2;
    const at::Tensor turned = at::stack({axes[0] * std::cos(small) + axes[4] * std::sin(small),
                                         axes[1] * std::cos(wide) + axes[5] * std::sin(wide), axes[6]},
                                        1);
    const std::vector<double> angles = principalAngles(axes.narrow(1, 0, 3), turned);
    REQUIRE(angles.size() == 3);
    CHECK(angles[0] == doctest::Approx(small).epsilon(1e-6));
    CHECK(angles[1] == doctest::Approx(wide));
    CHECK(angles[2] == doctest::Approx(std::acos(0.0)));
    CHECK(principalAngles(axes.narrow(1, 0, 1), turned).size() == 1);
    WeightChange zero = x;
    zero.b = at::zeros_like(zero.b);
    CHECK(columnSpace(zero).size(1) == 0);
    CHECK(principalAngles(columnSpace(zero), columnSpace(x)).empty());
}

TEST_CASE("the strongest directions are those of the matrix")
{
    const LowRankUpdate update{numbers({4, 9}, 0.37), numbers({7, 4}, 0.61), -0.5};
    const auto matrix
        = [](const LowRankUpdate &of) { return of.b.to(at::kDouble).mm(of.a.to(at::kDouble)) * of.scale; };
    const auto [u, s, vh] = at::linalg_svd(matrix(update), false);
    const LowRankUpdate cut = strongest(update, 2);
    CHECK(cut.a.sizes() == at::IntArrayRef({2, 9}));
    CHECK(cut.b.sizes() == at::IntArrayRef({7, 2}));
    const at::Tensor expected = (u.narrow(1, 0, 2) * s.narrow(0, 0, 2)).mm(vh.narrow(0, 0, 2));
    CHECK((matrix(cut) - expected).abs().max().item<double>() < 1e-6);
    CHECK((singularValues(update) - s.narrow(0, 0, 4)).abs().max().item<double>() < 1e-12);
    CHECK(strongest(update, 9).a.size(0) == 4);
}

TEST_CASE("what depends on a weight that is not there says so")
{
    Bench bench({});
    const Linear linear(bench.at("l"), 9, 7, Bias::Without);
    const ReplaceTap replaced(linear, numbers({7, 9}, 0.1), {});
    CHECK_THROWS_AS((void)weightChange(replaced, &linear, 1), Failure);
    CHECK(!weightChange(ShiftTap(numbers({7}, 0.1)), &linear, 1));
}
