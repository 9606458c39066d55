// TorchScript programs.
#include "engine/engine.h"

#include <doctest/doctest.h>

using namespace deltascope;

TEST_CASE("parameters that share a storage count once")
{
    const auto engine = makeEngine();
    NoProgress progress;
    OpenRequest request;
    request.model = TEST_DATA "/script/views.pt";
    const auto network = engine->open(request, progress);
    REQUIRE_MESSAGE(network.ok(), network.error().sentence());
    CHECK(network.value().parameterCount == 10 * 4 + 6 * 4);
    CHECK(network.value().bytes == 4 * network.value().parameterCount);

    RunRequest run;
    run.inputs.resize(1);
    run.inputs[0].ids = {1, 2, 3};
    run.columns = {{"base", {}}};
    const auto result = engine->run(run, progress);
    REQUIRE_MESSAGE(result.ok(), result.error().sentence());
    CHECK(result.value().columns[0].outputs[0].logits.values.size() == 3 * 10);
}

TEST_CASE("a folder with one program opens it, and an id beyond its tables says so in a sentence of its own input")
{
    const auto engine = makeEngine();
    NoProgress progress;
    OpenRequest request;
    request.model = TEST_DATA "/script";
    const auto network = engine->open(request, progress);
    REQUIRE_MESSAGE(network.ok(), network.error().sentence());
    RunRequest run;
    run.inputs.resize(2);
    run.inputs[0].ids = {1, 99999};
    run.inputs[1].ids = {1, 2};
    run.columns = {{"base", {}}};
    const auto result = engine->run(run, progress);
    REQUIRE_MESSAGE(result.ok(), result.error().sentence());
    REQUIRE(result.value().failures.size() == 1);
    CHECK(result.value().failures[0].input == 0);
    const std::string said = result.value().failures[0].error.sentence();
    INFO(said);
    CHECK(said.find("index out of range") != std::string::npos);
    CHECK(said.find('\n') == std::string::npos);
    CHECK(said.size() < 250);
    CHECK(result.value().columns[0].outputs[1].logits.values.size() == 2 * 10);
}
