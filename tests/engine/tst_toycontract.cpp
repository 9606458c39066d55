// The stand-in engine of the window's tests keeps the contract of engines: what is seen with it is true of the others.
#include "engine/contract.h"
#include "support/toyengine.h"

using namespace deltascope;

TEST_CASE("the toy engine keeps the contract")
{
    test::ContractCase on;
    on.make = [] { return std::make_unique<test::ToyEngine>(); };
    on.model = "/shelf/toy";
    on.otherModel = "/shelf/other";
    on.missingModel = "/shelf/missing";
    for (const char *name : {"en", "zh", "titles"})
        on.deltas.push_back({name, std::string("/shelf/") + name, "", {}, ""});
    on.badDelta.path = "/shelf/missing";
    for (const char *text : {"a card game", "an image viewer"})
        on.inputs.emplace_back().text = text;
    on.badInput.text = "this is too long";
    test::Contract(std::move(on)).all();
}
