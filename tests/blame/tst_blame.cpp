#include "blame/blame.h"
#include "support/toyengine.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace deltascope;

namespace {

struct Rig {
    Rig()
    {
        REQUIRE(engine.open({}, progress).ok());
        for (const char *target : {"fc1", "fc2"}) {
            DeltaRequest wanted;
            wanted.name = target;
            wanted.kind = "lora";
            wanted.keys = {{"modified_modules", target}};
            const auto added = engine.add(wanted, progress);
            REQUIRE_MESSAGE(added.ok(), added.error().sentence());
            request.deltas.push_back(added.value());
            request.column.mix.deltas.push_back({added.value().id, true, 1, {}});
        }
    }

    std::string answer(const Mix &mix)
    {
        RunRequest run;
        run.inputs = {request.input};
        run.columns = {{"trial", mix}};
        return engine.run(run, progress, {}).value().columns[0].outputs[0].label;
    }

    test::ToyEngine engine;
    NoProgress progress;
    BlameRequest request;
};

} // namespace

TEST_CASE("blame: the sites give the answer, and without any one of them they don't")
{
    Rig rig;
    int changed = 0;
    for (int text = 0; text < 60; ++text) {
        rig.request.input.text = "text " + std::to_string(text);
        const auto result = blame(rig.engine, rig.request, rig.progress);
        REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        const BlameResult &found = result.value();
        CHECK(found.answer == rig.answer(rig.request.column.mix));
        CHECK(found.against == rig.answer({}));
        CHECK(found.complete);
        if (found.answer == found.against) {
            CHECK(found.sites.empty());
            CHECK(found.runs == 2);
            continue;
        }
        ++changed;
        CHECK(rig.answer(mixWith(rig.request, found.sites)) == found.answer);
        for (const int site : found.sites) {
            std::vector<int> others = found.sites;
            others.erase(std::find(others.begin(), others.end(), site));
            CHECK(rig.answer(mixWith(rig.request, others)) != found.answer);
        }
        CHECK(found.candidates > int(found.sites.size()) - 1);
    }
    CHECK(changed > 5);
}

TEST_CASE("blame: what the two configurations share is not searched")
{
    Rig rig;
    rig.request.against.mix.deltas = {rig.request.column.mix.deltas[0]};
    rig.request.input.text = "anything";
    const auto result = blame(rig.engine, rig.request, rig.progress);
    REQUIRE(result.ok());
    CHECK(result.value().candidates == int(rig.request.deltas[1].taps.size()));
    const Mix none = mixWith(rig.request, {});
    CHECK(rig.answer(none) == rig.answer(rig.request.against.mix));
}

TEST_CASE("blame: a search that ends too early says so")
{
    Rig rig;
    rig.request.mostRuns = 4;
    bool isCut = false;
    for (int text = 0; text < 60; ++text) {
        rig.request.input.text = "text " + std::to_string(text);
        const auto result = blame(rig.engine, rig.request, rig.progress);
        REQUIRE(result.ok());
        CHECK(result.value().runs <= 4);
        isCut |= !result.value().complete;
    }
    CHECK(isCut);
}

TEST_CASE("blame: numbers are no answer")
{
    Rig rig;
    rig.request.task = Task::Embed;
    rig.request.input.text = "anything";
    const auto result = blame(rig.engine, rig.request, rig.progress);
    REQUIRE(!result.ok());
    CHECK(result.error().sentence().find("expected a task whose answers are this or that") != std::string::npos);
}
