// Scores, evaluations and generations depend on nothing that is computed beside them, and stop when told to. What they
// are equal to is in tests/data/oracles/lm and evaluate.
#include "core/isnumber.h"
#include "engine/engine.h"

#include <doctest/doctest.h>

using namespace deltascope;

namespace {

const std::vector<std::string> texts = {"The old mill by the river grinds corn again.", "Where is it?", "Nobody knows.",
                                        "The old mill by the river grinds corn twice."};

std::unique_ptr<Engine> opened(const std::string &model)
{
    auto engine = makeEngine();
    OpenRequest request;
    request.model = TEST_DATA "/oracles/" + model;
    NoProgress progress;
    const auto network = engine->open(request, progress);
    REQUIRE_MESSAGE(network.ok(), network.error().sentence());
    return engine;
}

std::vector<DataLine> linesOf(const std::vector<std::string> &given)
{
    std::vector<DataLine> lines;
    for (const std::string &text : given)
        lines.emplace_back().input.text = text;
    return lines;
}

/// Says that nobody wants the result any more once it has been asked `patience` times.
class Impatient final : public Progress {
public:
    explicit Impatient(int patience)
        : m_patience(patience)
    {
    }
    void report(double, std::string_view) override { }
    bool cancelled() const override { return m_patience-- <= 0; }

private:
    mutable int m_patience;
};

RunRequest drawn(const std::vector<std::string> &given)
{
    RunRequest request;
    for (const std::string &text : given)
        request.inputs.emplace_back().text = text;
    request.columns = {{"base", {}}};
    request.task = Task::Generate;
    request.generation.samples = true;
    request.generation.temperature = 1.5;
    request.generation.maxNewTokens = 9;
    request.generation.seed = 3;
    return request;
}

/// The first line of a request under its columns.
RunRequest firstOf(const EvaluationRequest &evaluation)
{
    RunRequest request;
    request.inputs = {evaluation.lines.front().input};
    request.columns = evaluation.columns;
    return request;
}

/// All of it.
EvaluationResult evaluated(Engine &engine, const EvaluationRequest &request)
{
    NoProgress progress;
    const auto walk = engine.judge()->evaluate(request);
    REQUIRE_MESSAGE(walk.ok(), walk.error().sentence());
    EvaluationResult result;
    for (bool isLast = false; !isLast;) {
        auto part = walk.value()->next(progress);
        REQUIRE_MESSAGE(part.ok(), part.error().sentence());
        isLast = part.value().isLast;
        result.add(std::move(part.value().answered));
    }
    result.sortByPlace();
    return result;
}

} // namespace

TEST_CASE("a text's score is the same alone and among others")
{
    const auto engine = opened("lm/backbones/qwen");
    NoProgress progress;
    const auto together = engine->judge()->score({linesOf(texts), {{"base", {}}, {"again", {}}}}, progress);
    REQUIRE(together.ok());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto alone = engine->judge()->score({linesOf({texts[i]}), {{"base", {}}}}, progress);
        REQUIRE(alone.ok());
        const TextScore &one = alone.value().columns[0].outputs[0];
        for (const ColumnScores &column : together.value().columns) {
            CHECK(column.outputs[i].ids == one.ids);
            CHECK(column.outputs[i].sum() == doctest::Approx(one.sum()).epsilon(1e-5));
        }
        CHECK_FALSE(one.logProbs.front().has_value());
        CHECK(one.count() + 1 == static_cast<std::int64_t>(one.ids.size()));
    }
}

TEST_CASE("what is drawn follows from the seed alone")
{
    const auto engine = opened("lm/backbones/qwen");
    NoProgress progress;
    const auto together = engine->run(drawn(texts), progress);
    REQUIRE(together.ok());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto alone = engine->run(drawn({texts[i]}), progress);
        REQUIRE(alone.ok());
        CHECK(together.value().columns[0].outputs[i].newIds == alone.value().columns[0].outputs[0].newIds);
    }
    RunRequest other = drawn(texts);
    other.generation.seed = 4;
    const auto again = engine->run(other, progress);
    REQUIRE(again.ok());
    CHECK(again.value().columns[0].outputs[0].newIds != together.value().columns[0].outputs[0].newIds);
}

TEST_CASE("a text that is being generated is told token by token")
{
    const auto engine = opened("lm/backbones/qwen");
    NoProgress progress;
    std::vector<std::vector<std::int64_t>> seen;
    int whole = 0;
    const auto result = engine->run(drawn({texts[0]}), progress, [&](Part part) {
        for (const CellPart &cell : std::get<RunPart>(part).cells) {
            whole += cell.isWhole;
            if (!cell.isWhole)
                seen.push_back(cell.output.newIds);
        }
    });
    REQUIRE(result.ok());
    const auto &ids = result.value().columns[0].outputs[0].newIds;
    REQUIRE(seen.size() == ids.size());
    for (std::size_t i = 0; i < seen.size(); ++i)
        CHECK(seen[i] == std::vector<std::int64_t>(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i) + 1));
    CHECK(whole == 1);
}

TEST_CASE("an evaluation and a score end when nobody wants them any more")
{
    const auto engine = opened("lm/backbones/qwen");
    Impatient progress(3);
    const auto score = engine->judge()->score({linesOf(texts), {{"base", {}}}}, progress);
    REQUIRE_FALSE(score.ok());
    CHECK(score.error().code == "cancelled");
    EvaluationRequest request;
    request.lines = linesOf(texts);
    request.columns = {{"base", {}}};
    Impatient other(3);
    const auto evaluation = engine->judge()->evaluate(request);
    REQUIRE(evaluation.ok());
    const auto part = evaluation.value()->next(other);
    REQUIRE_FALSE(part.ok());
    CHECK(part.error().code == "cancelled");
}

TEST_CASE("an evaluation goes on in turns between other requests, and tells every line once")
{
    const auto engine = opened("evaluate/backbones/six");
    NoProgress progress;
    EvaluationRequest request;
    request.columns = {{"base", {}}, {"again", {}}};
    for (std::size_t i = 0; i < 200; ++i) {
        std::string text = "a boat";
        for (std::size_t word = 0; word < i % 15; ++word)
            text += " on the river";
        request.lines.emplace_back().input.text = text;
        request.lines.back().label = Label(static_cast<std::int64_t>(i % 6));
    }
    const auto walk = engine->judge()->evaluate(request);
    REQUIRE_MESSAGE(walk.ok(), walk.error().sentence());
    EvaluationResult result;
    for (bool isLast = false; !isLast;) {
        auto part = walk.value()->next(progress);
        REQUIRE_MESSAGE(part.ok(), part.error().sentence());
        isLast = part.value().isLast;
        result.add(std::move(part.value().answered));
        CHECK(engine->run(firstOf(request), progress).ok());
    }
    result.sortByPlace();
    REQUIRE(result.places.size() == request.lines.size());
    for (std::size_t i = 0; i < result.places.size(); ++i) {
        CHECK(result.places[i] == i);
        for (const ColumnOutcomes &column : result.columns) {
            CHECK(column.lines[i].expected == static_cast<int>(i % 6));
            CHECK(column.lines[i].predicted == result.columns[0].lines[i].predicted);
        }
    }
}

TEST_CASE("an evaluation ends once a delta that it evaluates is gone, and once another model is open")
{
    const auto engine = opened("evaluate/backbones/two");
    NoProgress progress;
    DeltaRequest delta;
    delta.name = "fresh";
    delta.kind = "lora";
    const auto added = engine->add(delta, progress);
    REQUIRE_MESSAGE(added.ok(), added.error().sentence());
    EvaluationRequest request;
    request.lines = linesOf({"a boat"});
    request.lines[0].label = Label(std::int64_t(1));
    request.columns = {{"fresh", {{{added.value().id, true, 1.0, {}}}}}};
    const auto gone = engine->judge()->evaluate(request);
    const auto closed = engine->judge()->evaluate(request);
    REQUIRE(gone.ok());
    REQUIRE(engine->remove(added.value().id).ok());
    const auto part = gone.value()->next(progress);
    REQUIRE_FALSE(part.ok());
    CHECK(part.error().sentence().find("fresh") != std::string::npos);
    OpenRequest other;
    other.model = TEST_DATA "/oracles/evaluate/backbones/six";
    REQUIRE(engine->open(other, progress).ok());
    const auto late = closed.value()->next(progress);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == "cancelled");
}

TEST_CASE("a line that fails is named, and the others are answered")
{
    const auto engine = opened("evaluate/backbones/two");
    EvaluationRequest request;
    request.columns = {{"base", {}}, {"again", {}}};
    std::string longText = "a boat";
    for (int i = 0; i < 2000; ++i)
        longText += " on the river";
    request.lines = linesOf({"a boat", "x", longText, "a boat", "", longText});
    for (DataLine &line : request.lines)
        line.label = Label(std::int64_t(1));
    request.lines[1].label = Label(std::string("maybe"));
    request.lines[4].input.text.reset();
    request.lines[4].input.ids = std::vector<std::int64_t>{1, 1000000};
    const EvaluationResult result = evaluated(*engine, request);
    CHECK(result.places == std::vector<std::size_t>{0, 3});
    for (const ColumnOutcomes &column : result.columns)
        CHECK(column.lines.size() == 2);
    REQUIRE(result.failures.size() == 4);
    const std::pair<std::size_t, const char *> failed[] = {{1, "maybe"}, {2, "tokens"}, {4, "1000000"}, {5, "tokens"}};
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string sentence = result.failures[i].error.sentence();
        CAPTURE(sentence);
        CHECK(result.failures[i].place == failed[i].first);
        CHECK(sentence.find("input " + std::to_string(failed[i].first + 1)) != std::string::npos);
        CHECK(sentence.find(failed[i].second) != std::string::npos);
    }
}

TEST_CASE("what is not a number gets no label")
{
    const auto engine = opened("evaluate/backbones/two");
    NoProgress progress;
    DeltaRequest delta;
    delta.path = TEST_DATA "/oracles/evaluate/deltas/two-a";
    const auto added = engine->add(delta, progress);
    REQUIRE_MESSAGE(added.ok(), added.error().sentence());
    EvaluationRequest request;
    request.columns = {{"base", {}}, {"much", {{{added.value().id, true, 1e38, {}}}}}};
    request.lines = linesOf({"a boat", "the river"});
    for (DataLine &line : request.lines)
        line.label = Label(std::int64_t(0));
    const EvaluationResult result = evaluated(*engine, request);
    REQUIRE(result.columns[1].lines.size() == 2);
    for (const LineOutcome &line : result.columns[1].lines) {
        CHECK_FALSE(line.isNumber());
        CHECK(line.predicted == -1);
        CHECK_FALSE(line.right().has_value());
    }
    CHECK(result.columns[0].lines[0].isNumber());
    const auto run = engine->run(firstOf(request), progress);
    REQUIRE_MESSAGE(run.ok(), run.error().sentence());
    CHECK(isNumber(run.value().columns[0].outputs[0]));
    CHECK_FALSE(isNumber(run.value().columns[1].outputs[0]));
    CHECK(run.value().columns[1].outputs[0].label.empty());
}

TEST_CASE("a model that cannot be asked says so")
{
    const auto engine = opened("evaluate/backbones/two");
    NoProgress progress;
    const auto score = engine->judge()->score({linesOf({"x"}), {{"base", {}}}}, progress);
    REQUIRE_FALSE(score.ok());
    CHECK(score.error().sentence().find("BertForSequenceClassification") != std::string::npos);
}

TEST_CASE("inputs have seeds of their own where these are given")
{
    const auto engine = opened("lm/backbones/qwen");
    NoProgress progress;
    RunRequest several = drawn({texts[0], texts[0], texts[0]});
    several.seeds = {3, 4, 5};
    const auto together = engine->run(several, progress);
    REQUIRE(together.ok());
    for (std::size_t i = 0; i < several.seeds.size(); ++i) {
        RunRequest one = drawn({texts[0]});
        one.generation.seed = several.seeds[i];
        const auto alone = engine->run(one, progress);
        REQUIRE(alone.ok());
        CHECK(together.value().columns[0].outputs[i].newIds == alone.value().columns[0].outputs[0].newIds);
    }
}

TEST_CASE("a score tells what was likelier in a token's place, and the text's pieces")
{
    for (const char *model : {"lm/backbones/qwen", "lm/backbones/gpt2", "lm/backbones/bert"}) {
        CAPTURE(model);
        const auto engine = opened(model);
        NoProgress progress;
        const auto scored = engine->judge()->score({linesOf({texts[0]}), {{"base", {}}}, 5}, progress);
        REQUIRE(scored.ok());
        const TextScore &score = scored.value().columns[0].outputs[0];
        REQUIRE(score.alternatives.size() == score.ids.size());
        std::string text;
        for (std::size_t i = 0; i < score.ids.size(); ++i) {
            text += score.pieces.at(i);
            if (!score.logProbs[i]) {
                CHECK(score.alternatives[i].empty());
                continue;
            }
            REQUIRE(score.alternatives[i].size() == 5);
            for (std::size_t k = 1; k < 5; ++k)
                CHECK(score.alternatives[i][k - 1].logProb >= score.alternatives[i][k].logProb);
            CHECK(score.alternatives[i][0].logProb >= *score.logProbs[i]);
            for (const Alternative &other : score.alternatives[i])
                if (other.id == score.ids[i])
                    CHECK(other.logProb == *score.logProbs[i]);
        }
        CHECK(text.find("grinds corn again") != std::string::npos);
    }
}

TEST_CASE("a character of several tokens is told by its last one, and no token by letters that stand for bytes")
{
    const std::string part = "\uFFFD", whole = "caf\u00E9 \u6F22\u5B57 \U0001F600 end";
    const auto engine = opened("lm/backbones/gpt2");
    NoProgress progress;
    const auto scored = engine->judge()->score({linesOf({whole}), {{"base", {}}}, 5}, progress);
    REQUIRE(scored.ok());
    const TextScore &score = scored.value().columns[0].outputs[0];
    std::string text;
    int parts = 0;
    for (const std::string &piece : score.pieces) {
        parts += piece == part;
        text += piece == part ? "" : piece;
    }
    CHECK(parts >= 4);
    CHECK(text.find(whole) != std::string::npos);
    for (const auto &others : score.alternatives)
        for (const Alternative &other : others) {
            CHECK(!other.piece.empty());
            CHECK(other.piece.find("\u0120") == std::string::npos); // a blank in the vocabulary's alphabet
        }
}

TEST_CASE("a delta's own head is evaluated by its own labels")
{
    const auto engine = opened("found/models/bert");
    NoProgress progress;
    DeltaRequest delta;
    delta.path = TEST_DATA "/oracles/found/flexible-heads/tag";
    const auto added = engine->add(delta, progress);
    REQUIRE_MESSAGE(added.ok(), added.error().sentence());
    const Column own{"tag", {{{added.value().id, true, 1.0, {}}}}};
    EvaluationRequest request;
    request.columns = {own};
    request.lines.emplace_back().input.ids = std::vector<std::int64_t>{1, 5, 9, 33, 60, 7, 12};
    request.lines[0].labels = std::vector<Label>{Label(std::int64_t(-100)),
                                                 Label(std::string("LABEL_4")),
                                                 Label(std::int64_t(0)),
                                                 Label(std::int64_t(1)),
                                                 Label(std::int64_t(2)),
                                                 Label(std::int64_t(3)),
                                                 Label()};
    const auto walk = engine->judge()->evaluate(request);
    REQUIRE_MESSAGE(walk.ok(), walk.error().sentence());
    const auto part = walk.value()->next(progress);
    REQUIRE_MESSAGE(part.ok(), part.error().sentence());
    const EvaluationResult &result = part.value().answered;
    CHECK(result.kind == EvaluationKind::TokenClassification);
    CHECK(result.columns[0].labels.size() == 5);
    CHECK(result.columns[0].lines[0].expectedLabels == std::vector<int>{4, 0, 1, 2, 3});
    const auto run = engine->run(firstOf(request), progress);
    REQUIRE_MESSAGE(run.ok(), run.error().sentence());
    const std::vector<std::string> &said = run.value().columns[0].outputs[0].labels;
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(result.columns[0].labels[static_cast<std::size_t>(result.columns[0].lines[0].predictedLabels[i])]
              == said[i + 1]);
    request.columns = {{"base", {}}, own};
    const auto mixed = engine->judge()->evaluate(request);
    REQUIRE_FALSE(mixed.ok());
    CHECK(mixed.error().sentence().find("tag") != std::string::npos);
}
