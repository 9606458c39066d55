#include "session/edit.h"
#include "session/marks.h"
#include "support/randomstate.h"

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::session;
using deltascope::test::RandomSession;

namespace {

/// A delta that the engine has, with sites at these modules.
RackDelta present(DeltaId id, const std::string &name, std::vector<int> modules = {3, 4})
{
    DeltaInfo info;
    info.id = id;
    info.name = name;
    for (const int module : modules)
        info.taps.push_back({module, {}, {}, {}, 1});
    return {{name, {}, {}, {}, {}}, std::make_shared<const DeltaInfo>(info), id, {id, true, 1.0, {}}, {}};
}

State twoDeltas()
{
    State state;
    perform(state, Edits{AddDelta{present(0, "en"), 0}, AddDelta{present(1, "zh"), 1}});
    return state;
}

Mix mixOf(std::vector<DeltaId> ids)
{
    Mix mix;
    for (const DeltaId id : ids)
        mix.deltas.push_back({id, true, 1.0, {}});
    return mix;
}

} // namespace

TEST_CASE("an edit and what inverts it lead back to the same state")
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        RandomSession random(seed);
        State state = random.state(30);
        for (int step = 0; step < 200; ++step) {
            const State before = state;
            const Edit edit = random.edit(state);
            const Edits back = inverse(state, edit);
            const Changes changes = perform(state, edit);
            CHECK(changes.any() == !(state == before));
            State undone = state;
            perform(undone, back);
            CAPTURE(seed);
            CAPTURE(step);
            CAPTURE(edit.index());
            REQUIRE(undone == before);
        }
    }
}

TEST_CASE("the difference leads from one state to the other")
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        RandomSession random(seed);
        const State from = random.state(40);
        State to = from;
        for (int i = random.below(30); i > 0; --i)
            perform(to, random.edit(to));
        State at = from;
        perform(at, difference(from, to));
        CAPTURE(seed);
        REQUIRE(at == to);
        CHECK(difference(to, to).empty());
    }
}

TEST_CASE("what a mark shows is what a click switches")
{
    const std::vector<int> own{1}, all{1, 2}, none;
    const auto standsFor
        = [](const RowSites<std::vector<int>> &row, Branch branch) { return sitesOfMark(row, branch); };
    // A closed row with a site of its own and one below: the mark counts two, and one click switches both.
    CHECK(standsFor({own, all}, Branch::Closed) == all);
    CHECK(standsFor({own, all}, Branch::Open) == own);
    CHECK(standsFor({none, all}, Branch::Open).empty());
    CHECK(standsFor({none, all}, Branch::Closed) == all);
    CHECK(standsFor({own, all, 3}, Branch::Open) == all);
}

TEST_CASE("sites that all agree are the delta's own setting")
{
    State state = twoDeltas();
    perform(state, attachAt(state, 0, {3}, Switch::Off));
    CHECK(state.deltas[0].setting.sites.size() == 1);
    perform(state, attachAt(state, 0, {4}, Switch::Off));
    CHECK(state.deltas[0].setting == DeltaSetting{0, false, 1.0, {}});
}

TEST_CASE("a strength that passes a site's own leaves it")
{
    State state = twoDeltas();
    perform(state, SetStrengthAt{0, {3}, 0.5});
    for (const double strength : {0.9, 0.5, 0.2})
        perform(state, SetStrength{0, strength});
    CHECK(state.deltas[0].setting.strengthAt(3) == 0.5);
    CHECK(state.deltas[0].setting.strengthAt(4) == 0.2);
}

TEST_CASE("a removed delta takes along what stood for it alone")
{
    State state = twoDeltas();
    perform(state,
            Edits{PutColumn{{1, ColumnKind::Fixed, {}, mixOf({0})}, 0},
                  PutColumn{{2, ColumnKind::Fixed, {}, mixOf({0, 1})}, 1}, PutColumn{{3, ColumnKind::Fixed, {}, {}}, 2},
                  PutInput{{4, {}, {RuleKind::Chosen, 0}, {}}, 0}, SetSolo{0}});
    const State before = state;
    const Edits back = inverse(state, RemoveDelta{0});
    perform(state, RemoveDelta{0});
    REQUIRE(state.columns.size() == 2);
    CHECK(state.columns[0].mix == mixOf({1}));
    CHECK(state.columns[1].key == 3);
    CHECK(state.inputs[0].rule.kind == RuleKind::None);
    CHECK(state.solo == -1);
    perform(state, back);
    CHECK(state == before);
}

TEST_CASE("a column waits for the delta it needs")
{
    State state = twoDeltas();
    DeltaRequest gone;
    gone.name = "fr";
    gone.path = "/gone/fr";
    perform(state, Edits{AddDelta{waitingDelta(gone, 7, {waitingId(0), true, 0.5, {}}), 2},
                         PutColumn{{1, ColumnKind::Fixed, {}, mixOf({0, waitingId(0)})}, 0},
                         PutColumn{{2, ColumnKind::ByRule, {}, {}}, 1},
                         PutInput{{3, {}, {RuleKind::Chosen, waitingId(0)}, {}}, 0}});
    CHECK(state.liveMix().find(waitingId(0)) == nullptr);
    CHECK(state.mixOf(state.columns[0]) == mixOf({0}));
    REQUIRE(state.lacking(state.columns[0]).size() == 1);
    CHECK(state.lacking(state.columns[0])[0]->name() == "fr");
    CHECK(state.lacking(state.columns[1], state.inputs[0]).size() == 1);

    arrive(state, waitingId(0), present(9, "fr-folder").info);
    CHECK(state.lacking(state.columns[0]).empty());
    CHECK(state.deltas[2].name() == "fr");
    CHECK(state.deltas[2].series == 7);
    CHECK(state.deltas[2].setting.strength == 0.5);
    CHECK(state.mixOf(state.columns[0]) == mixOf({0, 9}));
    CHECK(state.lacking(state.columns[1], state.inputs[0]).empty());
}

TEST_CASE("a state that is kept has deltas that wait, whatever their ids were")
{
    for (unsigned seed = 1; seed <= 50; ++seed) {
        RandomSession random(seed);
        State state = random.state(40);
        for (std::size_t i = 0; i < state.deltas.size(); ++i)
            if (random.chance(50))
                arrive(state, state.deltas[i].setting.id, present(int(i), "x").info);
        const State kept = unloaded(state);
        CHECK(unloaded(kept) == kept);
        for (std::size_t i = 0; i < kept.deltas.size(); ++i) {
            CHECK(kept.deltas[i].setting.id == waitingId(int(i)));
            CHECK(kept.deltas[i].name() == state.deltas[i].name());
            CHECK(kept.deltas[i].series == state.deltas[i].series);
            CHECK(kept.deltas[i].group == state.deltas[i].group);
        }
        CHECK(kept.indexOf(kept.solo) == state.indexOf(state.solo));
    }
}

TEST_CASE("an edit remembered from before a delta came speaks of it")
{
    const std::map<DeltaId, DeltaId> ids{{-2, 5}};
    CHECK(withIds(SetStrength{-2, 1}, ids) == Edit(SetStrength{5, 1}));
    CHECK(withIds(SetRule{1, {RuleKind::Chosen, -2}}, ids) == Edit(SetRule{1, {RuleKind::Chosen, 5}}));
    CHECK(withIds(PutColumn{{1, ColumnKind::Fixed, {}, mixOf({-2, 3})}, 0}, ids)
          == Edit(PutColumn{{1, ColumnKind::Fixed, {}, mixOf({5, 3})}, 0}));
    CHECK(withIds(RemoveColumn{-2}, ids) == Edit(RemoveColumn{-2}));
}

TEST_CASE("solo is heard alone and leaves the switches")
{
    State state = twoDeltas();
    perform(state, Edits{Attach{0, Switch::Off}, SetSolo{0}});
    CHECK(state.liveMix().find(0)->attached);
    CHECK(!state.liveMix().find(1)->attached);
    CHECK(!state.deltas[0].setting.attached);
}

TEST_CASE("sites move to the modules of the same name")
{
    State state = twoDeltas();
    perform(state, SetStrengthAt{0, {1, 2}, 0.5});
    const std::vector<std::string> from{"", "a", "b"}, to{"", "x", "a"};
    const State moved = rebased(state, from, to);
    CHECK(moved.deltas[0].setting.sites == std::map<int, SiteSetting>{{2, {std::nullopt, 0.5}}});
}

TEST_CASE("edits of a gesture to the same thing stand for one another")
{
    CHECK(sameTarget(SetStrengthAt{0, {1, 2}, 0.5}, SetStrengthAt{0, {1, 2}, 0.6}));
    CHECK(!sameTarget(SetStrengthAt{0, {1, 2}, 0.5}, SetStrengthAt{0, {1}, 0.6}));
    CHECK(!sameTarget(SetStrength{0, 0.5}, SetStrength{1, 0.5}));
    CHECK(!sameTarget(SetStrength{0, 0.5}, SetStrengthAt{0, {1}, 0.5}));
    RunSettings more;
    more.samples = 3;
    CHECK(sameTarget(SetRun{}, SetRun{more}));
    CHECK(!sameTarget(RemoveColumn{1}, RemoveColumn{1}));
}
