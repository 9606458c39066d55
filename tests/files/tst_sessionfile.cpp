#include "core/outcome.h"
#include "files/conversation.h"
#include "files/samesession.h"
#include "files/sessionfile.h"
#include "support/randomstate.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace deltascope;
using namespace deltascope::files;
using deltascope::test::RandomSession;
using deltascope::test::renumbered;

namespace {

std::string refusal(const std::string &text)
{
    try {
        sessionFrom("s", text);
    } catch (const Failure &failure) {
        return failure.what();
    }
    return {};
}

/// A session of the current version with these members.
std::string document(const std::string &members) { return R"({"deltascope": 5, "model": "m", )" + members + "}"; }

} // namespace

TEST_CASE("words that columns have of their own are theirs in files too")
{
    SessionFile file;
    for (const int key : {7, 5})
        perform(file.state, session::PutColumn{{key, session::ColumnKind::Fixed, {}, {}}, 9});
    session::BenchInput input;
    input.key = 8;
    input.input.messages = withAnswers(messagesOf({{"user", "Who?"}}), {{7, "me"}, {5, "you"}});
    perform(file.state, session::PutInput{input, 0});
    const SessionFile loaded = sessionFrom("s", sessionText(file));
    const std::string &messages = *loaded.state.inputs.at(0).input.messages;
    for (std::size_t i = 0; i < 2; ++i)
        CHECK(asKnownTo(messages, loaded.state.columns.at(i).key)
              == asKnownTo(*input.input.messages, file.state.columns.at(i).key));
    CHECK(asKnownTo(messages, loaded.state.columns.at(1).key).find("you") != std::string::npos);
}

TEST_CASE("a random session is saved and read again as it was")
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        RandomSession random(seed);
        SessionFile saved;
        saved.model.model = "model " + std::to_string(seed);
        saved.modules = RandomSession::modules();
        saved.state = random.state(60);
        if (random.chance(50)) {
            saved.model.head = HeadChoice{HeadKind::TokenClassification, 7};
            saved.model.seed = seed;
        }
        saved.model.chat.name = random.chance(50) ? "rag" : "";
        saved.model.compute = random.chance(50) ? ComputeType::AsStored : ComputeType::Float32;
        const SessionFile loaded = sessionFrom("s", sessionText(saved));
        CAPTURE(seed);
        CHECK(loaded.model == saved.model);
        REQUIRE(renumbered(loaded) == renumbered(saved));
    }
}

TEST_CASE("rules, solo, how texts are generated and every field of an input survive")
{
    const SessionFile loaded = sessionFrom("s", document(R"("deltas": [{"name": "en", "path": "/en"}], "solo": "en",
 "inputs": [{"ids": [1, 2], "attention_mask": [1, 0], "token_type_ids": [0, 1], "decoder_ids": [2],
             "rule": {"delta": "en"}}, {"pixels": [[[1, 2]]], "rule": "none"}],
 "run": {"as_configured": true, "max_new_tokens": 99, "temperature": 0.7, "stop_strings": ["\n"], "samples": 3,
         "seed": 18446744073709551615, "view": "difference"})"));
    const SessionFile again = sessionFrom("s", sessionText(loaded));
    const session::State &state = again.state;
    const Input &input = state.inputs.at(0).input;
    CHECK(input.attentionMask == std::vector<std::int64_t>{1, 0});
    CHECK(input.tokenTypeIds == std::vector<std::int64_t>{0, 1});
    CHECK(input.decoderIds == std::vector<std::int64_t>{2});
    CHECK(state.inputs.at(1).input.pixels == std::vector<float>{1, 2});
    CHECK(state.inputs.at(0).rule == session::InputRule{session::RuleKind::Chosen, state.deltas.at(0).setting.id});
    CHECK(state.inputs.at(1).rule.kind == session::RuleKind::None);
    CHECK(state.solo == state.deltas.at(0).setting.id);
    const GenerationSettings &generation = state.run.generation;
    CHECK(generation.basis == GenerationSettings::Basis::AsConfigured);
    CHECK(generation.maxNewTokens == 99);
    CHECK(generation.temperature == 0.7);
    CHECK(!generation.topP);
    CHECK(generation.stops == std::vector<std::string>{"\n"});
    CHECK(generation.seed == 18446744073709551615ULL);
    CHECK(state.run.samples == 3);
    CHECK(state.run.view == session::CellView::Difference);
}

TEST_CASE("what the settings file held is migrated")
{
    const SessionFile old = sessionFrom("s", R"({"deltascope": 1, "model": "/m", "head": "token-classification",
 "labels": 5, "seed": 3, "as_stored": true,
 "deltas": [{"name": "en", "path": "/en", "attached": false, "strength": 0.5, "sites": {"a.fc1": {"attached": true}}},
            {"name": "new", "configuration": "{\"delta_type\": \"lora\"}", "attached": true, "strength": 1}],
 "columns": [{"asAttached": true}, {"deltas": []}, {"name": "mine", "deltas": [{"name": "en", "attached": true,
              "strength": 2}]}, {"byRule": true}],
 "inputs": [{"text": "a", "text_pair": "b"}, {"ids": [1]}]})");
    CHECK(old.model.head == HeadChoice{HeadKind::TokenClassification, 5});
    CHECK(old.model.seed == 3);
    CHECK(old.model.compute == ComputeType::AsStored);
    REQUIRE(old.state.deltas.size() == 2);
    CHECK(old.state.deltas[0].setting.strength == 0.5);
    CHECK(old.modules == std::vector<std::string>{"a.fc1"});
    CHECK(old.state.deltas[0].setting.sites.at(0).attached == true);
    CHECK(old.state.deltas[1].request.json == R"({"delta_type": "lora"})");
    CHECK(old.state.deltas[1].series == 1);
    REQUIRE(old.state.columns.size() == 4);
    CHECK(old.state.columns[0].kind == session::ColumnKind::AsAttached);
    CHECK(old.state.columns[1].kind == session::ColumnKind::Fixed);
    CHECK(old.state.columns[2].mix.deltas.at(0).strength == 2);
    CHECK(old.state.columns[3].kind == session::ColumnKind::ByRule);
    CHECK(old.state.inputs.at(0).input.textPair == "b");
}

TEST_CASE("of a generation the second version knew the length only")
{
    const auto runIn = [](const char *run) {
        return sessionFrom("s", std::string(R"({"deltascope": 2, "model": "m")") + run + "}").state.run;
    };
    session::RunSettings expected;
    CHECK(runIn("") == expected);
    expected.generation.maxNewTokens = 99;
    CHECK(runIn(R"(, "run": {"answer_length": 99})") == expected);
}

TEST_CASE("a file of the third version is read, without expectations")
{
    const auto inputs = sessionFrom("s", R"({"deltascope": 3, "model": "m", "inputs": [{"text": "a"}]})").state.inputs;
    REQUIRE(inputs.size() == 1);
    CHECK(inputs.front().expectations.empty());
}

TEST_CASE("a file of the fourth version goes by language, and rules are of the fifth")
{
    const session::State old = sessionFrom("s", R"({"deltascope": 4, "model": "m",
 "inputs": [{"text": "a", "rule": "by-language"}]})")
                                   .state;
    CHECK(old.rules.empty());
    CHECK(old.inputs.at(0).rule == session::InputRule{});
    const SessionFile file = sessionFrom("s", document(R"("deltas": [{"name": "en", "path": "/en"}],
 "rules": [{"when": "prefix", "pattern": "Q:", "deltas": [{"name": "en"}, {"name": "gone", "strength": 0.5}]},
           {"when": "otherwise", "deltas": []}], "inputs": [{"text": "Q: why"}, {"text": "why"}])"));
    const session::State again = sessionFrom("s", sessionText(file)).state;
    REQUIRE(again.rules.size() == 2);
    CHECK(again.rules[0].when == Condition{Condition::Kind::Prefix, "Q:"});
    CHECK(again.rules[0].deltas == std::vector<session::RulePart>{{"en", {}}, {"gone", 0.5}});
    CHECK(again.inputs.at(0).taken == 0);
    CHECK(again.inputs.at(1).taken == 1);
}

TEST_CASE("whatever is wrong is named in one sentence")
{
    CHECK(refusal("") == "s: expected a session, found something that is no JSON");
    CHECK(refusal("[1]") == "s: expected an object, found array");
    CHECK(refusal("{}") == "s: expected key deltascope, found object");
    CHECK(refusal(R"({"deltascope": 7})")
          == "s: was written by a newer Deltascope: expected version 6 or older, found 7");
    CHECK(refusal(document(R"("rules": [{"when": "suffix", "deltas": []}])"))
          == "s: rules[0].when: expected language, prefix, regex or otherwise, found \"suffix\"");
    CHECK(refusal(document(R"("rules": [{"when": "regex", "pattern": "(", "deltas": []}])"))
          == "s: rules[0].pattern: expected a regular expression, found \"(\"");
    CHECK(
        refusal(document(R"("rules": [{"when": "language", "pattern": "Klingon", "deltas": []}])"))
        == "s: rules[0].pattern: expected a language that texts are told to be in (en, fr, de, es, it, pt, zh, ja, ko, "
           "ru, ar, or its English name), found \"Klingon\"");
    CHECK(refusal(document(R"("rules": [{"when": "prefix", "deltas": []}])"))
          == "s: rules[0]: expected key pattern, found object");
    CHECK(refusal(document(R"("rules": [{"when": "otherwise", "deltas": [{"name": "a", "strength": "x"}]}])"))
          == "s: rules[0].deltas[0].strength: expected a number, found \"x\"");
    CHECK(refusal(document(R"("inputs": [{"text": "a", "expectations": [{"column": "en"}]}])"))
          == "s: inputs[0].expectations[0]: expected any of label, text, regex and probability, found object");
    CHECK(refusal(document(R"("inputs": [{"text": "a", "expectations": [{"probability": 2}]}])"))
          == "s: inputs[0].expectations[0].probability: expected a number from 0 to 1, found 2");
    CHECK(refusal(document(R"("inputs": [{"text": "a", "expectations": [{"lable": "x"}]}])"))
          == "s: inputs[0].expectations[0].lable: expected one of label, text, regex, probability and column as its "
             "key, found \"x\"");
    CHECK(refusal(R"({"deltascope": 0})") == "s: deltascope: expected a whole number from 1 to 2147483647, found 0");
    CHECK(refusal(R"({"deltascope": 2})") == "s: expected key model, found object");
    CHECK(refusal(R"({"deltascope": 1, "model": "m", "columns": 3})") == "s: columns: expected a list, found 3");
    CHECK(refusal(document(R"("deltas": {})")) == "s: deltas: expected a list, found object");
    CHECK(refusal(document(R"("deltas": [{"name": "a", "path": 3}])"))
          == "s: deltas[0].path: expected a text, found 3");
    CHECK(refusal(document(R"("deltas": [{"name": "a"}])"))
          == "s: deltas[0]: expected a path, a configuration or a kind, found object");
    CHECK(refusal(document(R"("deltas": [{"name": "a", "path": "/a"}, {"name": "a", "path": "/b"}])"))
          == "s: deltas[1].name: expected a name that no other delta has, found \"a\"");
    CHECK(refusal(document(R"("deltas": [{"name": "a", "path": "/a", "strength": "x"}])"))
          == "s: deltas[0].strength: expected a number, found \"x\"");
    CHECK(refusal(document(R"("deltas": [{"name": "a", "path": "/a", "series": -1}])"))
          == "s: deltas[0].series: expected a whole number from 0 to 100000, found -1");
    CHECK(refusal(document(R"("columns": [{"kind": "fixed", "deltas": [{"name": "zh"}]}])"))
          == "s: columns[0].deltas[0].name: expected the name of one of the session's deltas, found \"zh\"");
    CHECK(refusal(document(R"("columns": [{"kind": "square"}])"))
          == "s: columns[0].kind: expected as-attached, fixed, by-rule or served, found \"square\"");
    CHECK(refusal(document(R"("inputs": [{"ids": [1.5]}])")) == "s, inputs[0]: ids: expected whole numbers, found 1.5");
    CHECK(refusal(document(R"("inputs": [{"rule": 3}])"))
          == "s: inputs[0].rule: expected by-rules, none or an object with a delta's name, found 3");
    CHECK(refusal(document(R"("run": {"answer_length": 1e99})"))
          == "s: run.answer_length: expected a whole number from 1 to 1000000, found 1e+99");
    CHECK(refusal(document(R"("run": {"max_new_tokens": 0})"))
          == "s: run.max_new_tokens: expected a whole number from 1 to 1000000, found 0");
    CHECK(refusal(document(R"("run": {"top_p": "most"})")) == "s: run.top_p: expected a number, found \"most\"");
    CHECK(refusal(document(R"("run": {"seed": -1})")) == "s: run.seed: expected a whole number, found -1");
    CHECK(refusal(document(R"("run": {"view": "sideways"})"))
          == "s: run.view: expected answers, log-probability or difference, found \"sideways\"");
    CHECK(refusal(document(R"("head": "square")")) == "s: head: expected the name of a head, found \"square\"");
}

TEST_CASE("a session cut or changed at any byte is read or refused")
{
    RandomSession random(7);
    const std::string text = sessionText({OpenRequest{}, RandomSession::modules(), random.state(40)});
    for (std::size_t cut = 0; cut + 2 < text.size(); cut += 7)
        CHECK(!refusal(text.substr(0, cut)).empty());
    for (int i = 0; i < 2000; ++i) {
        std::string changed = text;
        changed[std::size_t(random.below(int(text.size())))] = char(random.below(256));
        refusal(changed); // whatever it says, it throws nothing but Failure
    }
}

TEST_CASE("paths beside the file are found from anywhere")
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "deltascope-session-test";
    fs::remove_all(folder);
    fs::create_directories(folder / "deltas/en");
    std::ofstream(folder / "s.deltascope")
        << R"({"deltascope": 2, "model": "org/model", "deltas": [{"name": "en", "path": "deltas/en"}]})";
    const SessionFile read = readSession((folder / "s.deltascope").string());
    CHECK(read.model.model == "org/model");
    CHECK(read.state.deltas.at(0).request.path == (folder / "deltas/en").string());
    writeSession((folder / "t.deltascope").string(), read);
    CHECK(readSession((folder / "t.deltascope").string()).state == read.state);
    fs::remove_all(folder);
}
