// The real engine through its torch-free interface, on a small BART.
#include "engine/engine.h"
#include "support/seed.h"
#include "tree/totals.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

using namespace deltascope;

namespace {

const std::string backbone = TEST_DATA "/oracles/opendelta/backbones/bart-sc";

std::unique_ptr<Engine> openEngine(const std::string &model = backbone)
{
    auto engine = makeEngine();
    NoProgress progress;
    OpenRequest request;
    request.model = model;
    request.weights = Weights::Required;
    REQUIRE(engine->open(request, progress).ok());
    return engine;
}

DeltaId addFresh(Engine &engine, const std::string &name, const std::string &kind, const std::string &module,
                 const std::string &seed)
{
    NoProgress progress;
    DeltaRequest request;
    request.name = name;
    request.kind = kind;
    request.keys = {{"modified_modules", module}, {"seed", seed}};
    const auto added = engine.add(request, progress);
    REQUIRE_MESSAGE(added.ok(), added.error().sentence());
    return added.value().id;
}

Input ids(std::vector<std::int64_t> values)
{
    Input input;
    input.ids = std::move(values);
    return input;
}

std::vector<std::vector<float>> run(Engine &engine, const std::vector<Column> &columns,
                                    std::vector<Input> inputs = {ids({0, 7, 31, 12, 2}), ids({0, 5, 2})})
{
    NoProgress progress;
    RunRequest request;
    request.inputs = std::move(inputs);
    request.columns = columns;
    const auto result = engine.run(request, progress);
    REQUIRE_MESSAGE(result.ok(), result.error().sentence());
    std::vector<std::vector<float>> logits;
    for (const ColumnResult &column : result.value().columns)
        for (const Output &output : column.outputs)
            logits.push_back(output.logits.values);
    return logits;
}

bool same(const std::vector<std::vector<float>> &a, const std::vector<std::vector<float>> &b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](const auto &x, const auto &y) {
               return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0;
           });
}

std::string bytesOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("random attaching, strengths, orders and removals end bit-identical to the bare backbone")
{
    const unsigned seed = test::seedOr(1);
    std::mt19937 random(seed);
    const auto pick
        = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
    const std::string weights = bytesOf(backbone + "/model.safetensors") + bytesOf(backbone + "/pytorch_model.bin");

    auto engine = openEngine();
    const auto bare = run(*engine, {{"base", {}}});
    std::vector<DeltaId> all{addFresh(*engine, "a", "adapter", "fc2", "1"), addFresh(*engine, "l", "lora", "fc2", "2"),
                             addFresh(*engine, "b", "bitfit", "self_attn", "3"),
                             addFresh(*engine, "c", "adapter", "fc2", "4"),
                             addFresh(*engine, "d", "adapter", "encoder.layers.1", "5")};
    std::vector<DeltaId> present = all;
    const int modules = static_cast<int>(engine->network()->modules.size());
    Mix mix;
    for (const DeltaId id : all)
        mix.deltas.push_back({id, false, 1, {}});
    std::vector<Mix> undo;
    constexpr int steps = 10'000;
    for (int step = 0; step < steps; ++step) {
        DeltaSetting &setting = mix.deltas[pick(mix.deltas.size())];
        switch (pick(8)) {
        case 0:
        case 1:
            undo.push_back(mix);
            setting.attached = !setting.attached;
            break;
        case 2:
            undo.push_back(mix);
            setting.strength = static_cast<double>(pick(9)) / 4;
            break;
        case 3:
            undo.push_back(mix);
            setting.sites[static_cast<int>(pick(modules))].attached = pick(2) == 0;
            break;
        case 4:
            if (!undo.empty()) {
                mix = undo.back();
                undo.pop_back();
            }
            break;
        case 5:
            std::shuffle(present.begin(), present.end(), random);
            REQUIRE(engine->reorder(present).ok());
            break;
        case 6:
            if (present.size() > 1) {
                const std::size_t at = pick(present.size());
                REQUIRE(engine->remove(present[at]).ok());
                present.erase(present.begin() + static_cast<std::ptrdiff_t>(at));
            }
            break;
        case 7:
            for (const DeltaId id : all)
                if (std::find(present.begin(), present.end(), id) == present.end()) {
                    REQUIRE(engine->restore(id, 0).ok());
                    present.insert(present.begin(), id);
                    break;
                }
            break;
        }
        if (step % 10 == 0)
            run(*engine, {{"mix", mix}});
        if (step % 500 == 0)
            CHECK(same(run(*engine, {{"base", {}}}), bare));
    }
    for (DeltaSetting &setting : mix.deltas)
        setting = {setting.id, false, setting.strength, {}};
    CHECK(same(run(*engine, {{"detached", mix}}), bare));
    CHECK(bytesOf(backbone + "/model.safetensors") + bytesOf(backbone + "/pytorch_model.bin") == weights);
}

TEST_CASE("attach, detach, attach again: the same bits; the order of switching never matters")
{
    auto engine = openEngine();
    const DeltaId lora = addFresh(*engine, "adapter1", "adapter", "fc2", "1"),
                  adapter = addFresh(*engine, "adapter2", "adapter", "fc1", "2");
    const Mix both{{{lora, true, 1, {}}, {adapter, true, 1, {}}}},
        reversed{{{adapter, true, 1, {}}, {lora, true, 1, {}}}};
    const auto first = run(*engine, {{"both", both}});
    run(*engine, {{"one", {{{adapter, true, 1, {}}}}}});
    CHECK(same(run(*engine, {{"again", both}}), first));
    CHECK(same(run(*engine, {{"reversed", reversed}}), first));
    CHECK_FALSE(same(run(*engine, {{"base", {}}}), first));
}

TEST_CASE("neither batching nor the number of columns changes a result beyond rounding")
{
    auto engine = openEngine();
    const DeltaId a = addFresh(*engine, "a", "adapter", "fc2", "1"),
                  b = addFresh(*engine, "b", "adapter", "self_attn", "2");
    const std::vector<Column> columns{{"base", {}},
                                      {"a", {{{a, true, 1, {}}}}},
                                      {"half", {{{a, true, 0.5, {}}}}},
                                      {"ab", {{{a, true, 1, {}}, {b, true, 1, {}}}}}};
    std::mt19937 random(7);
    std::vector<Input> inputs;
    for (int i = 0; i < 12; ++i) {
        std::vector<std::int64_t> values{0};
        for (unsigned n = random() % 6; n-- > 0;)
            values.push_back(4 + random() % 60);
        values.push_back(2);
        inputs.push_back(ids(values));
    }
    const auto together = run(*engine, columns, inputs);
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto alone = run(*engine, {columns[c]}, {inputs[i]});
            const auto &shared = together[c * inputs.size() + i];
            for (std::size_t k = 0; k < shared.size(); ++k)
                CHECK(std::abs(alone[0][k] - shared[k]) < 1e-5f);
        }
}

TEST_CASE("bad requests say what was expected and leave the session as it was")
{
    auto engine = openEngine();
    const auto bare = run(*engine, {{"base", {}}});
    NoProgress progress;
    OpenRequest missing;
    missing.model = "/no/such/folder";
    const auto opened = engine->open(missing, progress);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().sentence().find("/no/such/folder") != std::string::npos);

    RunRequest outside;
    outside.inputs = {ids({0, 96, 2})};
    outside.columns = {{"base", {}}};
    const auto ran = engine->run(outside, progress);
    REQUIRE(ran.ok());
    REQUIRE(ran.value().failed(0));
    CHECK(ran.value().failed(0)->error.sentence().find("found 96") != std::string::npos);

    DeltaRequest nothing;
    nothing.name = "x";
    nothing.kind = "lora";
    nothing.keys = {{"modified_modules", "fc9"}};
    CHECK_FALSE(engine->add(nothing, progress).ok());
    CHECK(engine->deltas().empty());
    CHECK_FALSE(engine->remove(17).ok());
    CHECK(same(run(*engine, {{"base", {}}}), bare));
}

TEST_CASE("a run and a generation stop at the very poll that says so, and poll in every layer of every token")
{
    struct StopAt : Progress {
        explicit StopAt(int poll)
            : poll(poll)
        {
        }
        void report(double, std::string_view) override { }
        bool cancelled() const override { return ++polls >= poll; }
        int poll;
        mutable int polls = 0;
    };
    constexpr int never = 1 << 30, layers = 2;
    const auto engine = makeEngine();
    OpenRequest open;
    open.model = TEST_DATA "/oracles/backbones2/backbones/gpt2-lm";
    NoProgress progress;
    REQUIRE(engine->open(open, progress).ok());
    RunRequest request;
    request.inputs = {ids({5, 7, 2})};
    request.columns = {{"base", {}}};
    const auto pollsOf = [&](int tokens, int poll) {
        StopAt stop(poll);
        request.task = tokens == 0 ? Task::Logits : Task::Generate;
        request.generation.maxNewTokens = tokens;
        const auto result = engine->run(request, stop);
        if (poll == never)
            REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        else
            REQUIRE_FALSE(result.ok());
        CHECK((poll == never || result.error().code == "cancelled"));
        return stop.polls;
    };
    const int forward = pollsOf(0, never), five = pollsOf(5, never), nine = pollsOf(9, never);
    CHECK(forward >= layers);
    CHECK(nine - five >= 4 * layers);
    for (const int poll : {1, 2, forward / 2, forward})
        CHECK(pollsOf(0, poll) == poll);
    for (const int poll : {1, five / 2, five, nine - 1})
        CHECK(pollsOf(9, poll) == poll);
}

TEST_CASE("a bare checkpoint opens with a fresh head, the same for the same seed")
{
    const auto open = [](std::uint64_t seed) {
        auto engine = makeEngine();
        NoProgress progress;
        OpenRequest request;
        request.model = TEST_DATA "/oracles/backbones1/backbones/bart-model";
        request.head = HeadChoice{HeadKind::SequenceClassification, 3};
        request.seed = seed;
        request.weights = Weights::Required;
        const auto network = engine->open(request, progress);
        REQUIRE_MESSAGE(network.ok(), network.error().sentence());
        CHECK(network.value().architecture == "BartForSequenceClassification");
        CHECK(network.value().fresh.size() == 4);
        CHECK_FALSE(network.value().notes.empty());
        return run(*engine, {{"base", {}}});
    };
    CHECK(same(open(0), open(0)));
    CHECK_FALSE(same(open(0), open(1)));
}

TEST_CASE("given ids are read by their tokens; what is none is named")
{
    const auto engine = openEngine(TEST_DATA "/oracles/evaluate/backbones/two");
    Input text;
    text.text = "a boat";
    const auto encoded = engine->tokens()->tokenize({text});
    REQUIRE_MESSAGE(encoded.ok(), encoded.error().sentence());
    const auto read = engine->tokens()->tokenize({ids(encoded.value()[0].ids)});
    REQUIRE_MESSAGE(read.ok(), read.error().sentence());
    CHECK(read.value()[0].tokens == encoded.value()[0].tokens);
    CHECK(read.value()[0].decoded == encoded.value()[0].decoded);
    const auto bad = engine->tokens()->tokenize({ids({1}), ids({1, 1000000})});
    REQUIRE_FALSE(bad.ok());
    CHECK(bad.error().sentence().find("input 2: ids: expected ids of the tokenizer's vocabulary") == 0);
    CHECK(bad.error().sentence().find("found 1000000") != std::string::npos);
}

TEST_CASE("a folder of deltas is no delta: what lies below it is named")
{
    for (const auto &[folder, name] :
         {std::pair{"/oracles/evaluate/deltas", "ner-a"}, std::pair{"/oracles/evaluate", "deltas/ner-a"}}) {
        const auto report = makeEngine()->check(std::string(TEST_DATA) + folder);
        REQUIRE(report.ok());
        REQUIRE_FALSE(report.value().problems.empty());
        const std::string &sentence = report.value().problems.front().text;
        CAPTURE(sentence);
        CHECK(sentence.find("deltas in folders below it") != std::string::npos);
        CHECK(sentence.find(name) != std::string::npos);
        CHECK(sentence.find("shelf lists them") != std::string::npos);
        CHECK_FALSE(report.value().fits);
    }
}

TEST_CASE("what is attached at some sites counts those alone")
{
    const auto engine = openEngine();
    NoProgress progress;
    for (const char *kind : {"lora", "adapter", "bitfit"}) {
        addFresh(*engine, kind, kind, "fc1", "1");
        const DeltaInfo delta = engine->deltas().back();
        CAPTURE(delta.kind);
        DeltaSetting setting{delta.id, false, 1, {}};
        std::int64_t sum = 0;
        for (const TapInfo &tap : delta.taps) {
            setting.sites = {{tap.module, {true, std::nullopt}}};
            const auto own = tree::attachedOf(*engine->network(), tree::DeltaCount(delta), setting).trainable;
            CHECK(own > 0);
            sum += own;
        }
        CHECK(delta.taps.size() > 1);
        CHECK(sum == delta.parameterCount);
    }
}
