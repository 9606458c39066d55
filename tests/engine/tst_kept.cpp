// A run that takes from earlier ones what did not change says, bit for bit, what one says that computes everything:
// random edits over tiny backbones of many families. The seed is printed; DELTASCOPE_SEED sets it.
#include "engine/deltasession.h"
#include "support/draw.h"
#include "support/seed.h"

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string root = TEST_DATA "/oracles/";
const std::vector<std::string> backbones = {
    "backbones1/backbones/albert-cls",     "backbones1/backbones/bart-cls",      "backbones1/backbones/bart-gen",
    "backbones1/backbones/bert-mlm",       "backbones1/backbones/bert-tokens",   "backbones1/backbones/deberta-v3",
    "backbones1/backbones/distilbert-cls", "backbones1/backbones/electra-cls",   "backbones1/backbones/roberta-cls",
    "backbones1/backbones/t5-v10",         "backbones2/backbones/gpt2-lm",       "backbones2/backbones/llama-gqa",
    "backbones2/backbones/opt-lm",         "backbones2/backbones/bloom-lm",      "backbones2/backbones/falcon-mq",
    "backbones2/backbones/neox-par",       "backbones2/backbones/starcoder2-lm", "backbones2/backbones/mixtral-lm",
};

constexpr std::size_t mostKept = std::size_t(64) << 20;

/// Counts how often a pass asks whether it is still wanted, once for each module; wanted so many times.
class Steps final : public Progress {
public:
    explicit Steps(int most = -1)
        : m_most(most)
    {
    }
    void report(double, std::string_view) override { }
    bool cancelled() const override { return ++m_count == m_most; }
    int count() const { return m_count; }

private:
    int m_most;
    mutable int m_count = 0;
};

Input inputOf(std::vector<std::int64_t> ids)
{
    Input input;
    input.ids = std::move(ids);
    return input;
}

/// Ids that every one of the tiny vocabularies has, with the end at which BART's classifier reads.
Input randomText(Draw &draw)
{
    std::vector<std::int64_t> ids(static_cast<std::size_t>(draw.between(1, 20)));
    for (std::int64_t &id : ids)
        id = draw.between(6, 40);
    ids.push_back(2);
    Input input = inputOf(std::move(ids));
    if (draw.below(4) == 0) {
        input.attentionMask.emplace(input.ids->size(), 1);
        input.attentionMask->front() = 0;
    }
    return input;
}

/// Inputs under columns that are edited at random.
class Edits {
public:
    Edits(const std::string &backbone, unsigned seed)
        : m_kept(backbone)
        , m_fresh(backbone)
        , m_draw(seed)
        , m_modules(static_cast<int>(m_kept.engine->network()->modules.size()))
    {
        m_kept.engine->reuse()->keepActivations(mostKept);
        m_request.task = Task::Logits;
        m_request.inputs = {randomText(m_draw), randomText(m_draw)};
        addDeltas();
        m_request.columns = {{"base", {}}, randomColumn()};
    }

    void edit()
    {
        auto &columns = m_request.columns;
        auto &inputs = m_request.inputs;
        auto &column = columns[static_cast<std::size_t>(m_draw.below(static_cast<int>(columns.size())))];
        auto &input = inputs[static_cast<std::size_t>(m_draw.below(static_cast<int>(inputs.size())))];
        switch (m_draw.below(9)) {
        case 0: columns.push_back(randomColumn()); break;
        case 1:
            if (columns.size() > 1)
                columns.erase(columns.begin() + m_draw.below(static_cast<int>(columns.size())));
            break;
        case 2: input = randomText(m_draw); break;
        case 3: inputs.push_back(input); break;
        case 4: input.ids->insert(input.ids->end() - 1, m_draw.between(6, 40)), input.attentionMask.reset(); break;
        case 5: reorder(); break;
        case 6:
            if (!column.mix.deltas.empty())
                anyOf(column).sites[m_draw.below(m_modules)] = {m_draw.below(2) == 0, 0.5};
            break;
        default:
            if (column.mix.deltas.empty())
                column = randomColumn();
            else if (m_draw.below(2) == 0)
                anyOf(column).strength = m_draw.between(-2, 4) * 0.5;
            else
                anyOf(column).attached ^= true;
        }
        if (columns.size() > 5)
            columns.erase(columns.begin());
        if (inputs.size() > 4)
            inputs.erase(inputs.begin());
    }

    /// The logits of every column and input, or why there are none.
    struct Answer {
        std::vector<std::vector<float>> cells;
        std::string failure;
    };
    Answer runKept() { return run(m_kept); }
    Answer runFresh() { return run(m_fresh); }
    int steps() const { return m_steps; } ///< of the last run

private:
    Answer run(DeltaSession &session)
    {
        Steps steps;
        const auto result = session.engine->run(m_request, steps);
        m_steps = steps.count();
        Answer all;
        if (!result.ok()) {
            all.failure = result.error().sentence();
            return all;
        }
        for (const ColumnResult &column : result.value().columns)
            for (const Output &output : column.outputs)
                all.cells.push_back(output.logits.values);
        return all;
    }
    void addDeltas()
    {
        for (const KindInfo &kind : m_kept.engine->supported().kinds)
            for (const bool isAnywhere : {true, false}) {
                DeltaRequest request = freshOf(kind, 7);
                if (!isAnywhere)
                    for (int i = 0; i < 2; ++i)
                        request.keys.emplace_back(kind.library == "peft" ? "target_modules" : "modified_modules",
                                                  randomLinear());
                const auto added = m_kept.engine->add(request, m_kept.progress);
                if (!added.ok())
                    continue;
                m_deltas.push_back(added.value().id);
                REQUIRE(m_fresh.add(request).id == m_deltas.back());
            }
        REQUIRE(m_deltas.size() > 2);
    }
    std::string randomLinear()
    {
        std::vector<std::string> names;
        for (const ModuleInfo &module : m_kept.engine->network()->modules)
            if (module.type == "Linear" || module.type == "Conv1D")
                names.push_back(module.name);
        return names[static_cast<std::size_t>(m_draw.below(static_cast<int>(names.size())))];
    }
    void reorder()
    {
        m_draw.shuffle(m_deltas);
        for (DeltaSession *session : {&m_kept, &m_fresh})
            REQUIRE(session->engine->reorder(m_deltas).ok());
    }
    DeltaSetting &anyOf(Column &column)
    {
        return column.mix.deltas[static_cast<std::size_t>(m_draw.below(static_cast<int>(column.mix.deltas.size())))];
    }
    Column randomColumn()
    {
        Column column{"any", {}};
        for (const DeltaId id : m_deltas)
            if (m_draw.below(static_cast<int>(m_deltas.size())) < 2)
                column.mix.deltas.push_back({id, true, m_draw.between(1, 3) * 0.5, {}});
        return column;
    }

    DeltaSession m_kept, m_fresh;
    Draw m_draw;
    int m_modules, m_steps = 0;
    std::vector<DeltaId> m_deltas;
    RunRequest m_request;
};

std::string lastLayerOf(const NetworkInfo &network)
{
    std::string last;
    for (const ModuleInfo &module : network.modules)
        if (module.type == "Linear" && module.name.find("layers.1.fc2") != std::string::npos)
            last = module.name;
    REQUIRE_FALSE(last.empty());
    return last;
}

} // namespace

TEST_CASE("what is kept changes no bit, whatever is edited")
{
    const unsigned seed = seedOr(15);
    long spent = 0, whole = 0;
    for (std::size_t i = 0; i < backbones.size(); ++i) {
        CAPTURE(backbones[i]);
        Edits edits(root + backbones[i], seed + static_cast<unsigned>(i));
        for (int step = 0; step < 25; ++step) {
            CAPTURE(step);
            const auto kept = edits.runKept();
            spent += edits.steps();
            const auto fresh = edits.runFresh();
            whole += edits.steps();
            CHECK(kept.failure.empty()
                  == fresh.failure.empty()); // a prompt beside an adapter that reads before it, say
            REQUIRE(kept.cells.size() == fresh.cells.size());
            for (std::size_t cell = 0; cell < kept.cells.size(); ++cell) {
                CAPTURE(cell);
                CHECK(sameBits(kept.cells[cell], fresh.cells[cell]));
            }
            edits.edit();
        }
    }
    MESSAGE(spent << " of " << whole << " modules ran");
    CHECK(spent < whole);
}

TEST_CASE("only what lies behind a change runs")
{
    DeltaSession session(root + "backbones1/backbones/bart-cls");
    session.engine->reuse()->keepActivations(mostKept);
    DeltaRequest adapter;
    adapter.kind = "adapter";
    adapter.keys = {{"modified_modules", lastLayerOf(*session.engine->network())}, {"bottleneck_dim", "4"}};
    const DeltaId id = session.add(adapter).id;
    RunRequest request;
    request.task = Task::Logits;
    request.inputs = {inputOf({0, 7, 31, 12, 2})};
    const auto stepsAt = [&](double strength) {
        request.columns = {{"one", {{{id, true, strength, {}}}}}};
        Steps steps;
        REQUIRE(session.engine->run(request, steps).ok());
        return steps.count();
    };
    const int whole = stepsAt(1), behind = stepsAt(0.5), nothing = stepsAt(1);
    CHECK(behind <= whole / 2);
    CHECK(nothing < behind / 2); // it was answered before
    SUBCASE("a run that nobody waits for leaves nothing wrong")
    {
        for (int most = 1; most < whole; most += 7) {
            Steps steps(most);
            request.inputs = {inputOf({0, 9, 8, 12, 2})};
            const auto stopped = session.engine->run(request, steps);
            CHECK_FALSE(stopped.ok());
        }
        const auto kept = session.engine->run(request, session.progress);
        session.engine->reuse()->keepActivations(0);
        const auto fresh = session.engine->run(request, session.progress);
        CHECK(sameBits(kept.value().columns[0].outputs[0].logits.values,
                       fresh.value().columns[0].outputs[0].logits.values));
    }
    SUBCASE("another model begins with nothing")
    {
        OpenRequest other;
        other.model = root + "backbones1/backbones/bert-tokens";
        REQUIRE(session.engine->open(other, session.progress).ok());
        request.columns = {{"base", {}}};
        Steps first, second;
        REQUIRE(session.engine->run(request, first).ok());
        REQUIRE(session.engine->run(request, second).ok());
        CHECK(second.count() < first.count() / 2);
    }
}

TEST_CASE("a text that grows at its end, or loses it, says what it says when it comes whole")
{
    for (const std::string name :
         {"gpt2-lm", "llama-gqa", "opt-lm", "neox-par", "mixtral-lm", "starcoder2-lm", "bloom-lm"}) {
        CAPTURE(name);
        Draw draw(seedOr(16));
        DeltaSession kept(root + "backbones2/backbones/" + name), fresh(root + "backbones2/backbones/" + name);
        kept.engine->reuse()->keepActivations(mostKept);
        RunRequest request;
        request.task = Task::Logits;
        request.positions = LogitPositions::Last;
        request.columns = {{"base", {}}};
        for (const KindInfo &kind : kept.engine->supported().kinds)
            if (kind.library == "peft" && kind.kind == "LORA") {
                DeltaRequest lora = freshOf(kind, 3);
                if (name == "starcoder2-lm") // PEFT has no targets of its own for it
                    lora.keys = {{"target_modules", "q_proj"}, {"target_modules", "c_fc"}};
                const DeltaId id = kept.add(lora).id;
                REQUIRE(fresh.add(lora).id == id);
                request.columns.push_back({"lora", {{{id, true, 0.5, {}}}}});
            }
        REQUIRE(request.columns.size() == 2);
        request.inputs = {inputOf({7, 31, 12, 9})};
        std::vector<std::int64_t> &ids = *request.inputs[0].ids;
        for (int key = 0; key < 30; ++key) {
            CAPTURE(key);
            for (int more = draw.between(1, 3); more > 0; --more)
                ids.push_back(draw.between(6, 40));
            if (draw.below(4) == 0)
                ids.resize(ids.size() / 2 + 1);
            const auto ours = kept.engine->run(request, kept.progress),
                       whole = fresh.engine->run(request, fresh.progress);
            REQUIRE_MESSAGE(ours.ok(), ours.error().sentence());
            for (std::size_t c = 0; c < request.columns.size(); ++c)
                CHECK(sameBits(ours.value().columns[c].outputs[0].logits.values,
                               whole.value().columns[c].outputs[0].logits.values));
            RunRequest goesOn = request;
            goesOn.task = Task::Generate;
            goesOn.generation.maxNewTokens = 3;
            const auto told = kept.engine->run(goesOn, kept.progress),
                       expected = fresh.engine->run(goesOn, fresh.progress);
            REQUIRE_MESSAGE(told.ok(), told.error().sentence());
            for (std::size_t c = 0; c < request.columns.size(); ++c) {
                CHECK(told.value().columns[c].outputs[0].newIds == expected.value().columns[c].outputs[0].newIds);
                CHECK(told.value().columns[c].outputs[0].newProbabilities
                      == expected.value().columns[c].outputs[0].newProbabilities);
            }
        }
    }
}
