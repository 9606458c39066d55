#pragma once

// What every engine promises, checked the same way on each: the window and the command line rely on nothing else.
#include "engine/engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace deltascope::test {

/// What an engine is tried on.
struct ContractCase {
    std::function<std::unique_ptr<Engine>()> make;
    std::string model, otherModel, missingModel;
    std::vector<DeltaRequest> deltas; ///< three that fit
    DeltaRequest badDelta;
    std::vector<Input> inputs; ///< two that run
    Input badInput;
};

class Contract {
public:
    explicit Contract(ContractCase on)
        : m_case(std::move(on))
    {
    }

    void nothingIsOpenAtFirst()
    {
        const auto engine = m_case.make();
        CHECK(engine->network() == nullptr);
        CHECK(engine->deltas().empty());
        CHECK_FALSE(engine->add(m_case.deltas[0], m_progress).ok());
        CHECK_FALSE(engine->run(requestOf({{"base", {}}}), m_progress).ok());
        CHECK_FALSE(engine->open(requestFor(m_case.missingModel), m_progress).ok());
        CHECK(engine->network() == nullptr);
    }

    void whatFailsLeavesWhatWasOpen()
    {
        const auto engine = opened();
        const DeltaId id = added(*engine, 0);
        CHECK_FALSE(engine->open(requestFor(m_case.missingModel), m_progress).ok());
        REQUIRE(engine->network());
        CHECK(engine->network()->model == m_case.model);
        CHECK(ids(*engine) == std::vector{id});
        CHECK_FALSE(engine->add(m_case.badDelta, m_progress).ok());
        CHECK(ids(*engine) == std::vector{id});
        REQUIRE(engine->open(requestFor(m_case.otherModel), m_progress).ok());
        CHECK(engine->network()->model == m_case.otherModel);
        CHECK(engine->deltas().empty());
    }

    void theListOfDeltasIsKeptInOrder()
    {
        const auto engine = opened();
        const std::vector<DeltaId> all{added(*engine, 0), added(*engine, 1), added(*engine, 2)};
        CHECK(ids(*engine) == all);
        REQUIRE(engine->remove(all[1]).ok());
        CHECK(ids(*engine) == std::vector{all[0], all[2]});
        CHECK_FALSE(engine->remove(all[1]).ok());
        CHECK_FALSE(engine->rename(all[1], "gone").ok());
        for (const int position : {-1, 3})
            CHECK_FALSE(engine->restore(all[1], position).ok());
        CHECK_FALSE(engine->restore(all[0], 0).ok());
        REQUIRE(engine->restore(all[1], 2).ok());
        CHECK(ids(*engine) == std::vector{all[0], all[2], all[1]});
        for (const auto &wrong : {std::vector{all[0], all[1]}, {all[0], all[0], all[1]}, {all[0], all[1], all[2], 99}})
            CHECK_FALSE(engine->reorder(wrong).ok());
        CHECK(ids(*engine) == std::vector{all[0], all[2], all[1]});
        REQUIRE(engine->reorder(all).ok());
        CHECK(ids(*engine) == all);
        REQUIRE(engine->rename(all[2], "another").ok());
        CHECK(engine->deltas()[2].name == "another");
        CHECK(added(*engine, 0) != all[0]);
    }

    void aRunAnswersEveryInputUnderEveryColumn()
    {
        const auto engine = opened();
        const DeltaId first = added(*engine, 0), second = added(*engine, 1);
        const Mix one{{{first, true, 1, {}}}}, both{{{second, true, 0.5, {}}, {first, true, 1, {}}}};
        const auto result = engine->run(requestOf({{"base", {}}, {"one", one}, {"both", both}}), m_progress);
        REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        CHECK(result.value().failures.empty());
        REQUIRE(result.value().columns.size() == 3);
        CHECK(result.value().columns[1].name == "one");
        for (const ColumnResult &column : result.value().columns)
            CHECK(column.outputs.size() == m_case.inputs.size());
        CHECK(result.value().columns[0].attached.empty());
        REQUIRE(result.value().columns[2].attached.size() == 2);
        CHECK(result.value().columns[2].attached[0].id == first); // in order of insertion
        CHECK(result.value().columns[2].attached[1].strength == 0.5);
        CHECK(numbers(result.value(), 0) != numbers(result.value(), 1));
        const auto again = engine->run(requestOf({{"base", {}}}), m_progress);
        CHECK(distance(numbers(again.value(), 0), numbers(result.value(), 0)) < 1e-5); // other rows beside it
    }

    void anInputThatCannotRunStopsNoOther()
    {
        const auto engine = opened();
        RunRequest request = requestOf({{"base", {}}});
        const auto alone = engine->run(request, m_progress);
        request.inputs.insert(request.inputs.begin() + 1, m_case.badInput);
        const auto result = engine->run(request, m_progress);
        REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        REQUIRE(result.value().failures.size() == 1);
        CHECK(result.value().failures[0].input == 1);
        CHECK_FALSE(result.value().failures[0].error.sentence().empty());
        CHECK(result.value().failed(1) != nullptr);
        CHECK(result.value().failed(0) == nullptr);
        REQUIRE(result.value().columns[0].outputs.size() == 3);
        CHECK(result.value().columns[0].outputs[0].logits.values == alone.value().columns[0].outputs[0].logits.values);
        CHECK(result.value().columns[0].outputs[2].logits.values == alone.value().columns[0].outputs[1].logits.values);
    }

    void partsAreWhatTheAnswerSays()
    {
        const auto engine = opened();
        std::map<std::pair<std::size_t, std::size_t>, CellPart> told;
        const auto result = engine->run(requestOf({{"base", {}}, {"one", {{{added(*engine, 0), true, 1, {}}}}}}),
                                        m_progress, [&told](const Part &part) {
                                            for (const CellPart &cell : std::get<RunPart>(part).cells)
                                                told[{cell.input, cell.column}] = cell;
                                        });
        REQUIRE(result.ok());
        CHECK(told.size() == 2 * m_case.inputs.size());
        for (const auto &[place, cell] : told) {
            CHECK(cell.isWhole);
            CHECK(cell.output.logits.values == result.value().columns[place.second].outputs[place.first].logits.values);
        }
    }

    void whatIsCancelledSaysSoAndChangesNothing()
    {
        struct Stopped final : Progress {
            void report(double, std::string_view) override { }
            bool cancelled() const override { return true; }
        } stopped;
        const auto engine = opened();
        const auto run = engine->run(requestOf({{"base", {}}}), stopped);
        REQUIRE_FALSE(run.ok());
        CHECK(run.error().code == "cancelled");
        CHECK(engine->run(requestOf({{"base", {}}}), m_progress).ok());
    }

    void rolesAreThoseThatItNames()
    {
        const auto engine = opened();
        const Capabilities can = engine->capabilities();
        CHECK(can.tree == (engine->tree() != nullptr));
        CHECK(can.statistics == (engine->statistics() != nullptr));
        CHECK(can.tokens == (engine->tokens() != nullptr));
        CHECK(can.merge == (engine->merges() != nullptr));
        CHECK(can.similarity == (engine->similarities() != nullptr));
        CHECK(can.save == (engine->saves() != nullptr));
        CHECK(can.shelf == (engine->shelves() != nullptr));
        if (can.tree) {
            CHECK_FALSE(engine->tree()->match({"no such module anywhere"}).ok());
            const std::string last = engine->network()->modules.back().name;
            CHECK(engine->tree()->match({last}).ok());
        }
        if (can.statistics) {
            CHECK(engine->statistics()->statistics(0).ok());
            for (const int module : {-1, int(engine->network()->modules.size())})
                CHECK_FALSE(engine->statistics()->statistics(module).ok());
        }
        if (can.shelf)
            CHECK_FALSE(engine->shelves()->walk("/missing/shelf").ok());
        if (can.save)
            CHECK_FALSE(engine->saves()->save({12345, "opendelta", 1, "/tmp/never-written"}, m_progress).ok());
    }

    void all()
    {
        SUBCASE("nothing is open at first") { nothingIsOpenAtFirst(); }
        SUBCASE("what fails leaves what was open") { whatFailsLeavesWhatWasOpen(); }
        SUBCASE("the list of deltas is kept in order") { theListOfDeltasIsKeptInOrder(); }
        SUBCASE("a run answers every input under every column") { aRunAnswersEveryInputUnderEveryColumn(); }
        SUBCASE("an input that cannot run stops no other") { anInputThatCannotRunStopsNoOther(); }
        SUBCASE("parts are what the answer says") { partsAreWhatTheAnswerSays(); }
        SUBCASE("what is cancelled says so and changes nothing") { whatIsCancelledSaysSoAndChangesNothing(); }
        SUBCASE("roles are those that it names") { rolesAreThoseThatItNames(); }
    }

private:
    static OpenRequest requestFor(const std::string &model)
    {
        OpenRequest request;
        request.model = model;
        return request;
    }
    std::unique_ptr<Engine> opened()
    {
        auto engine = m_case.make();
        const auto network = engine->open(requestFor(m_case.model), m_progress);
        REQUIRE_MESSAGE(network.ok(), network.error().sentence());
        CHECK(network.value().model == m_case.model);
        return engine;
    }
    DeltaId added(Engine &engine, std::size_t which)
    {
        const auto delta = engine.add(m_case.deltas.at(which), m_progress);
        REQUIRE_MESSAGE(delta.ok(), delta.error().sentence());
        return delta.value().id;
    }
    static std::vector<DeltaId> ids(const Engine &engine)
    {
        std::vector<DeltaId> list;
        for (const DeltaInfo &delta : engine.deltas())
            list.push_back(delta.id);
        return list;
    }
    RunRequest requestOf(std::vector<Column> columns) const
    {
        RunRequest request;
        request.inputs = m_case.inputs;
        request.columns = std::move(columns);
        return request;
    }
    static double distance(const std::vector<float> &a, const std::vector<float> &b)
    {
        REQUIRE(a.size() == b.size());
        double largest = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            largest = std::max(largest, std::abs(double(a[i]) - double(b[i])));
        return largest;
    }
    static std::vector<float> numbers(const RunResult &result, std::size_t column)
    {
        std::vector<float> all;
        for (const Output &output : result.columns.at(column).outputs)
            all.insert(all.end(), output.logits.values.begin(), output.logits.values.end());
        return all;
    }

    ContractCase m_case;
    NoProgress m_progress;
};

} // namespace deltascope::test
