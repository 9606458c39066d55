// --session FILE on the command line: what a session of the window holds stands for model, deltas, columns and inputs.
#include "app/cli/commands.h"
#include "app/cli/sessionplan.h"
#include "files/sessionfile.h"
#include "session/edit.h"
#include "support/toyengine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<Engine> toy() { return std::make_unique<test::ToyEngine>(); }

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

/// A folder with a session of two deltas, zh detached at strength 0.5; columns: what is attached, both, base; two
/// inputs.
struct Kept {
    fs::path folder;
    app::Options options;

    Kept()
    {
        std::string name = (fs::temp_directory_path() / "sessionXXXXXX").string();
        folder = ::mkdtemp(name.data());
        files::SessionFile file;
        file.model.model = "toy";
        for (const char *delta : {"en", "zh"}) {
            DeltaRequest request;
            request.name = delta;
            request.kind = "lora";
            addWaiting(file.state, request);
        }
        session::State &state = file.state;
        state.deltas[1].setting.attached = false;
        state.deltas[1].setting.strength = 0.5;
        DeltaSetting en = state.deltas[0].setting, zh = state.deltas[1].setting;
        zh.attached = true;
        zh.strength = 2;
        perform(state, session::PutColumn{{1, session::ColumnKind::AsAttached, {}, {}}, 0});
        perform(state, session::PutColumn{{2, session::ColumnKind::Fixed, {}, {{en, zh}}}, 1});
        perform(state, session::PutColumn{{3, session::ColumnKind::Fixed, "bare", {}}, 2});
        addInput(state, sentence("a card game"));
        addInput(state, sentence("an image viewer"));
        files::writeSession(folder / "kept.deltascope", file);
        options.session = folder / "kept.deltascope";
        options.output = folder / "answer.json";
        options.answer = app::Answer::Json;
    }
    ~Kept() { fs::remove_all(folder); }

    nlohmann::json answer(app::Command command)
    {
        options.command = command;
        REQUIRE(app::runCommand(options, toy) == 0);
        std::ifstream file(options.output);
        return nlohmann::json::parse(file);
    }
};

} // namespace

TEST_CASE("a session stands for model, deltas, columns and inputs")
{
    Kept kept;
    const auto answer = kept.answer(app::Command::Run);
    CHECK(answer.at("model") == "toy");
    const auto &columns = answer.at("columns");
    REQUIRE(columns.size() == 3);
    CHECK(columns[0].at("name") == "en");
    CHECK(columns[1].at("name") == "en+zh*2");
    CHECK(columns[1].at("attached")[1].at("strength") == 2.0);
    CHECK(columns[2].at("name") == "bare");
    CHECK(columns[2].at("attached").empty());
    for (const auto &column : columns)
        CHECK(column.at("outputs").size() == 2);
}

TEST_CASE("what is given beside a session wins")
{
    Kept kept;
    kept.options.columns = {"zh"};
    kept.options.inputs = {sentence("one line")};
    const auto answer = kept.answer(app::Command::Run);
    REQUIRE(answer.at("columns").size() == 1);
    CHECK(answer.at("columns")[0].at("attached")[0].at("strength") == 0.5); // as in the rack
    CHECK(answer.at("columns")[0].at("outputs").size() == 1);
    DeltaRequest other;
    other.name = "other";
    other.kind = "lora";
    kept.options.columns.clear();
    kept.options.deltas = {{other, 1.0, app::Steps::Newest}};
    const auto others = kept.answer(app::Command::Run);
    REQUIRE(others.at("columns").size() == 1);
    CHECK(others.at("columns")[0].at("name") == "all");
}

TEST_CASE("a session's rack is logged as it is switched, and its columns are evaluated")
{
    Kept kept;
    kept.options.format = app::TreeFormat::Json;
    const auto log = kept.answer(app::Command::Log);
    CHECK(log.at("deltas")[0].at("attached") == true);
    CHECK(log.at("deltas")[1].at("attached") == false);
    CHECK(log.at("deltas")[1].at("strength") == 0.5);
    kept.options.data = kept.folder / "data.jsonl";
    std::ofstream(kept.options.data) << R"({"text": "a card game", "label": 1})" << '\n';
    const auto evaluation = kept.answer(app::Command::Evaluate);
    REQUIRE(evaluation.at("columns").size() == 3);
    CHECK(evaluation.at("columns")[2].at("name") == "bare");
}

TEST_CASE("a column that goes by rule is run and evaluated, each line by its rule")
{
    Kept kept;
    files::SessionFile file = files::readSession(kept.options.session);
    perform(file.state, session::PutColumn{{9, session::ColumnKind::ByRule, {}, {}}, 3});
    perform(file.state, session::PutColumn{{10, session::ColumnKind::Served, {}, {}, false, {"gpu", {}}}, 4});
    perform(file.state, session::PutRule{{1, {Condition::Kind::Prefix, "a card"}, {{"en", {}}}, {}}, 0});
    files::writeSession(kept.options.session, file);
    const auto columns = kept.answer(app::Command::Run).at("columns");
    REQUIRE(columns.size() == 4);
    CHECK(columns[3].at("name") == "by rule");
    CHECK(columns[3].at("configurations") == nlohmann::json::array({"en", "base"}));
    CHECK(columns[3].at("outputs")[0] == columns[0].at("outputs")[0]);
    CHECK(columns[3].at("outputs")[1] == columns[2].at("outputs")[1]);
    CHECK(columns[3].at("attached").size() == 1);

    const auto scored = kept.answer(app::Command::Score).at("columns");
    REQUIRE(scored.size() == 4);
    CHECK(scored[3].at("name") == "by rule");
    CHECK(scored[3].at("configurations") == nlohmann::json::array({"en", "base"}));
    CHECK(scored[3].at("outputs")[0] == scored[0].at("outputs")[0]);
    CHECK(scored[3].at("outputs")[1] == scored[2].at("outputs")[1]);
    CHECK(scored[3].at("outputs")[0] != scored[2].at("outputs")[0]);

    kept.options.data = kept.folder / "data.jsonl";
    std::ofstream(kept.options.data) << R"({"text": "a card game", "label": 1})" << '\n'
                                     << R"({"text": "an image viewer", "label": 0})" << '\n';
    const auto evaluated = kept.answer(app::Command::Evaluate).at("columns");
    REQUIRE(evaluated.size() == 4);
    CHECK(evaluated[3].at("name") == "by rule");
    CHECK(evaluated[3].at("count") == 2);
    kept.options.data = kept.folder / "first.jsonl";
    std::ofstream(kept.options.data) << R"({"text": "a card game", "label": 1})" << '\n';
    const auto first = kept.answer(app::Command::Evaluate).at("columns");
    CHECK(first[3].at("loss") == first[0].at("loss"));
    CHECK(first[3].at("loss") != first[2].at("loss"));
}

TEST_CASE("a session says how texts are generated, where nothing beside it does")
{
    Kept kept;
    files::SessionFile file = files::readSession(kept.options.session);
    file.state.run.generation.maxNewTokens = 5;
    file.state.run.generation.samples = true;
    file.state.run.generation.seed = 3;
    files::writeSession(kept.options.session, file);
    const GenerationSettings own = app::withSession(kept.options).run.generation;
    CHECK(own == file.state.run.generation);
    kept.options.run.generation.maxNewTokens = 7;
    kept.options.run.generation.samples = false;
    kept.options.model.seed = 4;
    const GenerationSettings given = app::withSession(kept.options).run.generation;
    CHECK(given.maxNewTokens == 7);
    CHECK(given.samples == false);
    CHECK(given.seed == 4);
}

TEST_CASE("neither a model nor a session is wrong usage, and a session that is none bad input")
{
    Kept kept;
    kept.options.command = app::Command::Run;
    kept.options.session.clear();
    CHECK(app::runCommand(kept.options, toy) == 2);
    kept.options.session = kept.folder / "nonsense.deltascope";
    std::ofstream(kept.options.session) << "nonsense";
    CHECK(app::runCommand(kept.options, toy) == 1);
}
