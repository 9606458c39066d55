// Ctrl+C in `evaluate`: what is answered by then is the answer.
#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "support/toyengine.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace deltascope;
namespace fs = std::filesystem;

namespace {

/// Passes a toy's evaluation on; the user interrupts while its third turn runs.
class InterruptedWalk final : public EvaluationWalk {
public:
    explicit InterruptedWalk(std::unique_ptr<EvaluationWalk> walk)
        : m_walk(std::move(walk))
    {
    }
    Outcome<EvaluationPart> next(Progress &progress) override
    {
        if (++m_turn == 3)
            std::raise(SIGINT);
        return m_walk->next(progress);
    }

private:
    std::unique_ptr<EvaluationWalk> m_walk;
    int m_turn = 0;
};

class InterruptedJudge final : public JudgeRole {
public:
    explicit InterruptedJudge(JudgeRole &judge)
        : m_judge(judge)
    {
    }
    Outcome<ScoreResult> score(const ScoreRequest &request, Progress &progress) override
    {
        return m_judge.score(request, progress);
    }
    Outcome<std::unique_ptr<EvaluationWalk>> evaluate(const EvaluationRequest &request) override
    {
        auto walk = m_judge.evaluate(request);
        if (!walk)
            return walk.error();
        return std::unique_ptr<EvaluationWalk>(std::make_unique<InterruptedWalk>(std::move(walk.value())));
    }

private:
    JudgeRole &m_judge;
};

class InterruptedEngine final : public test::ToyEngine {
public:
    JudgeRole *judge() override { return &m_judge; }

private:
    InterruptedJudge m_judge{*this};
};

struct Folder {
    fs::path path;
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "interruptionXXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
};

} // namespace

TEST_CASE("an interrupted evaluation answers with the lines that it has, and says so by its status")
{
    const Folder folder;
    std::ofstream data(folder.path / "data.jsonl");
    for (int i = 0; i < 40; ++i)
        data << R"({"text": "line )" << i << R"(", "label": )" << i % 6 << "}\n";
    data.close();
    app::Options options;
    options.command = app::Command::Evaluate;
    options.model.model = "toy";
    options.data = folder.path / "data.jsonl";
    options.predictions = folder.path / "predictions.jsonl";
    options.output = folder.path / "answer.json";
    options.answer = app::Answer::Json;
    const int status
        = app::runCommand(options, []() -> std::unique_ptr<Engine> { return std::make_unique<InterruptedEngine>(); });
    CHECK(status == app::Interruption::status);
    std::ifstream answer(options.output);
    const auto columns = nlohmann::json::parse(answer).at("columns");
    CHECK(columns.at(0).at("count") == 16); // two turns of eight
    std::ifstream predictions(options.predictions);
    int lines = 0;
    for (std::string line; std::getline(predictions, line);)
        ++lines;
    CHECK(lines == 16);
}
