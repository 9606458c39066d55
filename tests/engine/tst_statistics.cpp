// What the inspector says of a tap: its spectrum and size, from factors or from what merging it would change.
#include "engine/deltasession.h"

#include <cmath>
#include <numeric>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string area = TEST_DATA "/oracles/peft";

/// The statistics of the first tap of a delta that stands alone.
TapStatistics firstTap(DeltaSession &session, const std::string &name, ModuleStatistics *module = nullptr)
{
    CAPTURE(name);
    const DeltaInfo info = session.add({"", area + "/deltas/" + name, "", {}, ""});
    const auto found = session.engine->statistics()->statistics(info.taps.front().module);
    REQUIRE_MESSAGE(found.ok(), found.error().sentence());
    REQUIRE(session.engine->remove(info.id).ok());
    REQUIRE(found.value().taps.size() == 1);
    if (module)
        *module = found.value();
    return found.value().taps.front();
}

/// |W|_F from the moments that are shown.
double normOf(const ParamStatistics &param)
{
    const double count = static_cast<double>(
        std::accumulate(param.shape.begin(), param.shape.end(), std::int64_t(1), std::multiplies<>()));
    return std::sqrt(param.deviation * param.deviation * (count - 1) + param.mean * param.mean * count);
}

} // namespace

TEST_CASE("every change of a weight matrix has a spectrum, of rank no more than its factors, and a size that fits it")
{
    DeltaSession session(area + "/backbones/bert");
    for (const std::string name : {"lora-bert", "adalora-bert", "loha-bert", "lokr-bert", "oft-bert", "hra-bert",
                                   "ia3-bert", "lora-embed-bert", "lora-embed-dora", "vera-bert", "fourierft-bert"}) {
        CAPTURE(name);
        ModuleStatistics module;
        const TapStatistics tap = firstTap(session, name, &module);
        REQUIRE(!tap.singularValues.empty());
        CHECK(std::is_sorted(tap.singularValues.rbegin(), tap.singularValues.rend()));
        double squares = 0;
        for (const double value : tap.singularValues)
            squares += value * value;
        CHECK(tap.relativeNorm > 0);
        CHECK(std::sqrt(squares) == doctest::Approx(tap.relativeNorm * normOf(module.params.front())).epsilon(1e-3));
        CHECK(tap.effectiveRank <= static_cast<double>(tap.singularValues.size()) + 1e-9);
    }
}

TEST_CASE("all of a delta's sites at once are as large as one by one")
{
    DeltaSession session(area + "/backbones/bert");
    for (const std::string name : {"lora-bert", "loha-bert", "oft-bert", "ia3-bert", "prompt-bert"}) {
        CAPTURE(name);
        const DeltaInfo info = session.add({"", area + "/deltas/" + name, "", {}, ""});
        const auto norms = session.engine->statistics()->norms(info.id, session.progress);
        REQUIRE_MESSAGE(norms.ok(), norms.error().sentence());
        // A prompt changes no weight, the head that is saved with it does.
        CHECK(norms.value().size() == (name == "prompt-bert" ? 1 : info.taps.size()));
        for (const SiteNorm &site : norms.value()) {
            const auto found = session.engine->statistics()->statistics(site.module);
            REQUIRE(found.ok());
            CHECK(site.relative == doctest::Approx(found.value().taps.front().relativeNorm).epsilon(1e-9));
            CHECK(site.relative > 0);
        }
        REQUIRE(session.engine->remove(info.id).ok());
    }
    CHECK(!session.engine->statistics()->norms(77, session.progress).ok());
}

TEST_CASE("a prompt has neither")
{
    DeltaSession session(area + "/backbones/bert");
    const TapStatistics tap = firstTap(session, "prompt-bert");
    CHECK(tap.singularValues.empty());
    CHECK(tap.relativeNorm == 0);
}
