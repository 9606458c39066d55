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
