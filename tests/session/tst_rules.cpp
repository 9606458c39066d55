// Which rule takes an input, and what it then gets.
#include "session/edit.h"

#include <doctest/doctest.h>

using namespace deltascope;
using namespace deltascope::session;

namespace {

using Kind = Condition::Kind;

/// A session with deltas of these names, which the engine has, and a column by rule.
State rackOf(const std::vector<std::string> &names)
{
    State state;
    for (const std::string &name : names) {
        const auto id = DeltaId(state.deltas.size());
        DeltaInfo info;
        info.id = id;
        info.name = name;
        perform(
            state,
            AddDelta{{{name, {}, {}, {}, {}}, std::make_shared<const DeltaInfo>(info), id, {id, true, 1, {}}, {}}, id});
    }
    perform(state, PutColumn{{1, ColumnKind::ByRule, {}, {}}, 0});
    return state;
}

void say(State &state, const std::string &text)
{
    Input input;
    input.text = text;
    addInput(state, std::move(input));
}

void put(State &state, int key, Kind kind, const std::string &pattern, std::vector<RulePart> deltas, int position = 99)
{
    perform(state, PutRule{{key, {kind, pattern}, std::move(deltas), {}}, position});
}

Mix mixFor(const State &state, std::size_t input) { return state.mixOf(state.columns[0], state.inputs[input]); }

Mix only(DeltaId id, double strength = 1) { return {{{id, true, strength, {}}}}; }

} // namespace

TEST_CASE("without rules an input goes to the delta that is named after its language")
{
    State state = rackOf({"en", "lora-fr"});
    say(state, "le jeu est dans la boîte");
    say(state, "the game is in the box");
    say(state, "xyz");
    CHECK(mixFor(state, 0) == only(1));
    CHECK(mixFor(state, 1) == only(0));
    CHECK(mixFor(state, 2) == Mix{});
}

TEST_CASE("the first rule that holds counts, the backbone answers what is left")
{
    State state = rackOf({"en", "fr", "qa"});
    for (const char *text : {"Q: the way", "order 1234", "le jeu est dans la boîte", "the game is in the box"})
        say(state, text);
    put(state, 11, Kind::Prefix, "Q:", {{"qa", {}}});
    put(state, 12, Kind::Regex, "[0-9]{4}", {{"en", 0.5}, {"qa", {}}});
    put(state, 13, Kind::Language, "fr", {{"fr", {}}});
    CHECK(mixFor(state, 0) == only(2));
    CHECK(mixFor(state, 1) == Mix{{{0, true, 0.5, {}}, {2, true, 1, {}}}});
    CHECK(mixFor(state, 2) == only(1));
    CHECK(mixFor(state, 3) == Mix{});
    put(state, 14, Kind::Otherwise, "", {{"en", {}}});
    CHECK(mixFor(state, 3) == only(0));
    CHECK(state.deciding(state.inputs[3])->key == 14);
    // In front of the others it takes everything.
    perform(state, PutRule{*state.rule(14), 0});
    CHECK(mixFor(state, 0) == only(0));
    perform(state, RemoveRule{14});
    CHECK(mixFor(state, 0) == only(2));
}

TEST_CASE("what an input chooses itself wins")
{
    State state = rackOf({"en", "fr"});
    say(state, "Q: x");
    put(state, 11, Kind::Prefix, "Q:", {{"en", {}}});
    perform(state, SetRule{state.inputs[0].key, {RuleKind::Chosen, 1}});
    CHECK(mixFor(state, 0) == only(1));
    CHECK(!state.deciding(state.inputs[0]));
    perform(state, SetRule{state.inputs[0].key, {RuleKind::None, -1}});
    CHECK(mixFor(state, 0) == Mix{});
}

TEST_CASE("rules follow the text as it is typed, of a conversation what the user said last")
{
    State state = rackOf({"en"});
    say(state, "Q");
    put(state, 11, Kind::Prefix, "Q: ", {{"en", {}}});
    CHECK(mixFor(state, 0) == Mix{});
    BenchInput typed = state.inputs[0];
    typed.input.text = "Q: why";
    perform(state, PutInput{typed, 0});
    CHECK(mixFor(state, 0) == only(0));
    typed.input.text.reset();
    typed.input.messages
        = R"([{"role":"user","content":"hi"},{"role":"assistant","content":"?"},{"role":"user","content":"Q: a"}])";
    perform(state, PutInput{typed, 0});
    CHECK(mixFor(state, 0) == only(0));
    typed.input.messages = R"([{"role":"system","content":"Q: no"},{"role":"user","content":"A: yes"}])";
    perform(state, PutInput{typed, 0});
    CHECK(mixFor(state, 0) == Mix{});
}

TEST_CASE("a strength that a rule does not name is the rack's")
{
    State state = rackOf({"en"});
    say(state, "x");
    put(state, 11, Kind::Otherwise, "", {{"en", {}}});
    perform(state, SetStrength{0, 0.25});
    perform(state, Attach{0, Switch::Off});
    CHECK(mixFor(state, 0) == only(0, 0.25));
    put(state, 11, Kind::Otherwise, "", {{"en", 2.0}});
    CHECK(mixFor(state, 0) == only(0, 2));
}

TEST_CASE("a rule keeps its deltas when they are renamed, and their names when they go")
{
    State state = rackOf({"en", "fr"});
    say(state, "x");
    put(state, 11, Kind::Otherwise, "", {{"en", 0.5}, {"fr", {}}});
    perform(state, RenameDelta{0, "english"});
    CHECK(state.rules[0].deltas[0].delta == "english");
    const State before = state;
    const Edits back = inverse(state, RemoveDelta{0});
    CHECK(!perform(state, RemoveDelta{0}).rules);
    CHECK(state.pickOf(state.rules[0]).gone == std::vector<std::string>{"english"});
    CHECK(state.lacking(state.columns[0], state.inputs[0]) == std::vector<std::string>{"english"});
    perform(state, back);
    CHECK(state == before);
    CHECK(state.lacking(state.columns[0], state.inputs[0]).empty());
    // One that takes the name of a delta which is gone is what the rule means; undone, it is not.
    perform(state, RemoveDelta{0});
    const State gone = state;
    const Edits undo = inverse(state, RenameDelta{1, "english"});
    perform(state, RenameDelta{1, "english"});
    perform(state, undo);
    CHECK(state == gone);
}

TEST_CASE("a rule that says nothing yet, or what cannot be read, takes nothing")
{
    State state = rackOf({"en"});
    say(state, "x");
    put(state, 11, Kind::Prefix, "", {{"en", {}}});
    CHECK(state.inputs[0].taken == -1);
    CHECK(state.rules[0].matcher->problem() == Matcher::Problem::NoPattern);
    put(state, 11, Kind::Regex, "(", {{"en", {}}});
    CHECK(state.inputs[0].taken == -1);
    CHECK(state.rules[0].matcher->problem() == Matcher::Problem::NoExpression);
}

TEST_CASE("a language is told by its code; one that texts are never told to be in takes nothing")
{
    for (const char *name : {"fr", "FR", "French", "français", "fr-CA", "fra"})
        CHECK(readable({Kind::Language, name}).pattern == "fr");
    CHECK(readable({Kind::Prefix, "French"}).pattern == "French");
    CHECK(readable({Kind::Language, "Klingon"}).pattern == "Klingon");
    const Matcher matcher({Kind::Language, "Klingon"});
    CHECK(matcher.problem() == Matcher::Problem::NoLanguage);
    CHECK(matcher.expected().find("en, fr, ") != std::string::npos);
    CHECK(!matcher.holds("nuqneH", "Klingon"));
    CHECK(Matcher({Kind::Language, "fr"}).problem() == Matcher::Problem::None);
    CHECK(Matcher({Kind::Regex, "("}).expected() == "a regular expression");
    CHECK(Matcher({Kind::Regex, "a"}).expected().empty());
}

TEST_CASE("an expression that takes too long is asked once")
{
    const Matcher matcher({Kind::Regex, "^(a+)+(a+)+$"});
    CHECK(!matcher.holds(std::string(60, 'a') + "b", ""));
    CHECK(matcher.problem() == Matcher::Problem::TooSlow);
    CHECK(!matcher.holds("aa", ""));
}

TEST_CASE("inputs that come to other rules are told by those")
{
    State state = rackOf({"en"});
    say(state, "Q: x");
    put(state, 11, Kind::Prefix, "Q:", {{"en", {}}});
    State other = rackOf({"fr"});
    other.inputs = state.inputs;
    applyRules(other);
    CHECK(other.inputs[0].taken == -1);
}

TEST_CASE("the usual rules say what is done without rules")
{
    const std::vector<Rule> rules = usualRules({"topic", "zh", "fr-lora", "fr"});
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].when == Condition{Kind::Language, "zh"}); // as the deltas stand
    CHECK(rules[1].when == Condition{Kind::Language, "fr"});
    CHECK(rules[1].deltas == std::vector<RulePart>{{"fr-lora", {}}});
}
