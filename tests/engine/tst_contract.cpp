// The local engine keeps the contract of engines.
#include "engine/contract.h"

using namespace deltascope;

TEST_CASE("the local engine keeps the contract")
{
    const std::string demo = DEMO;
    test::ContractCase on;
    on.make = makeEngine;
    on.model = demo + "/model";
    on.otherModel = on.model + "/.";
    on.missingModel = demo + "/missing";
    for (const char *name : {"en", "zh", "fr"})
        on.deltas.push_back({name, demo + "/deltas/" + name, "", {}, ""});
    on.badDelta.path = demo + "/model";
    for (const auto &ids : {std::vector<std::int64_t>{0, 7, 31, 12, 2}, {0, 5, 2}})
        on.inputs.emplace_back().ids = ids;
    on.badInput.ids = {0, 99999999, 2};
    test::Contract(std::move(on)).all();
}
