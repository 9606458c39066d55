// A run ends within one module of the moment in which nobody wants it any more, whatever taps there are.
#include "nn/toyblocks.h"

#include "core/outcome.h"

using namespace deltascope;
using namespace deltascope::nn;
using namespace deltascope::nn::test;

namespace {

/// Asks to stop while the layer of that number runs.
struct StopInside : Progress {
    void report(double, std::string_view) override { }
    bool cancelled() const override { return isAsked; }
    bool isAsked = false;
};

class Layer : public Block {
public:
    Layer(const Scope &scope, std::function<void()> work)
        : Block(scope, "Layer")
        , m_work(std::move(work))
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            m_work();
            return in.map([](const at::Tensor &t) { return t + 1; });
        });
    }

private:
    std::function<void()> m_work;
};

class PlusOne : public Tap {
public:
    at::Tensor after(const TapCall &, const at::Tensor &, at::Tensor y) const override { return y + 1; }
};

struct Seen : Observer {
    void saw(const Block &, const Act &) override { ++blocks; }
    int blocks = 0;
};

/// How many of ten layers begin when the stop is asked for inside the third.
int layersBegun(const std::function<void(std::vector<std::unique_ptr<Layer>> &, Pass &)> &prepare)
{
    Bench bench({});
    StopInside stop;
    int begun = 0;
    std::vector<std::unique_ptr<Layer>> layers;
    for (int i = 0; i < 10; ++i)
        layers.push_back(std::make_unique<Layer>(bench.at(std::to_string(i)), [&] {
            if (++begun == 3)
                stop.isAsked = true;
        }));
    const Lanes lanes({{1}}, 1);
    Pass pass = lanes.pass(stop);
    prepare(layers, pass);
    Act x{at::zeros({1, 2, 4}), pass.inputs};
    CHECK_THROWS_AS(
        [&] {
            for (const auto &layer : layers)
                x = (*layer)(pass, x);
        }(),
        Cancelled);
    return begun;
}

} // namespace

TEST_CASE("no further layer begins once a stop is asked for")
{
    SUBCASE("without taps and without an observer")
    {
        CHECK(layersBegun([](auto &, Pass &) {}) == 3);
    }
    SUBCASE("with a tap at a layer far behind")
    {
        CHECK(layersBegun([](auto &layers, Pass &) {
                  layers[9]->taps.push_back({0, 9, -1, std::make_shared<PlusOne>()});
              })
              == 3);
    }
    SUBCASE("under an observer, which sees the layer that was running")
    {
        Seen seen;
        CHECK(layersBegun([&](auto &, Pass &pass) { pass.observer = &seen; }) == 3);
        CHECK(seen.blocks == 3);
    }
}
