// Whatever runs beside an input, its result is the same: random batches, columns and paddings over tiny backbones of
// many families, compared with each input run alone under one column. The seed is printed; DELTASCOPE_SEED sets it.
#include "engine/engine.h"
#include "support/draw.h"
#include "support/seed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace deltascope;
using test::Draw;

namespace {

const std::string root = TEST_DATA "/oracles/";
const std::vector<std::string> backbones = {
    "backbones1/backbones/albert-cls",     "backbones1/backbones/bart-cls",      "backbones1/backbones/bart-gen",
    "backbones1/backbones/bert-mlm",       "backbones1/backbones/bert-tokens",   "backbones1/backbones/deberta-v3",
    "backbones1/backbones/distilbert-cls", "backbones1/backbones/electra-cls",   "backbones1/backbones/roberta-cls",
    "backbones1/backbones/t5-v10",         "backbones2/backbones/gpt2-lm",       "backbones2/backbones/llama-gqa",
    "backbones2/backbones/opt-lm",         "backbones2/backbones/bloom-lm",      "backbones2/backbones/falcon-mq",
    "backbones2/backbones/neox-par",       "backbones2/backbones/starcoder2-lm", "backbones2/backbones/mixtral-lm",
    "backbones2/backbones/vit-cls",
};
/// Kernels order their sums by the number of rows, so bits differ: by less than `tolerance` over all backbones, and by
/// a few times that where random weights enlarge what is rounded.
constexpr double tolerance = 1e-6, worstTolerance = 5e-6;

/// An open backbone with adapters that change what it says.
class Bench {
public:
    explicit Bench(const std::string &name)
    {
        OpenRequest request;
        request.model = root + name;
        request.weights = Weights::Required;
        const auto opened = m_engine->open(request, m_progress);
        REQUIRE_MESSAGE(opened.ok(), opened.error().sentence());
        m_network = opened.value();
        const ModuleInfo *wide = nullptr;
        for (const ModuleInfo &module : m_network.modules)
            if ((module.type == "Linear" || module.type == "Conv1D") && module.name.find(".0.") != std::string::npos)
                wide = &module;
        for (int i = 0; wide && i < 2; ++i)
            addAdapter(*wide, i);
    }

    const NetworkInfo &network() const { return m_network; }
    bool isVision() const { return m_network.head == HeadKind::ImageClassification; }
    bool generates() const { return defaultTask(m_network.head) == Task::Generate; }

    std::vector<Column> columns() const
    {
        std::vector<Column> list{{"base", {}}};
        for (const DeltaId id : m_deltas)
            list.push_back({"one", {{{id, true, 1.0, {}}}}});
        if (m_deltas.size() == 2)
            list.push_back({"both", {{{m_deltas[0], true, -1.0, {}}, {m_deltas[1], true, 0.5, {}}}}});
        return list;
    }

    RunResult run(const std::vector<Input> &inputs, const std::vector<Column> &columns, Task task)
    {
        RunRequest request;
        request.inputs = inputs;
        request.columns = columns;
        request.task = task;
        request.generation.maxNewTokens = 6;
        const auto result = m_engine->run(request, m_progress);
        REQUIRE_MESSAGE(result.ok(), result.error().sentence());
        return result.value();
    }

private:
    void addAdapter(const ModuleInfo &module, int seed)
    {
        DeltaRequest request;
        request.name = "adapter" + std::to_string(seed);
        request.kind = "adapter";
        request.keys = {{"modified_modules", module.name}, {"bottleneck_dim", "4"}, {"seed", std::to_string(seed + 1)}};
        const auto added = m_engine->add(request, m_progress);
        REQUIRE_MESSAGE(added.ok(), added.error().sentence());
        m_deltas.push_back(added.value().id);
    }

    NoProgress m_progress;
    std::unique_ptr<Engine> m_engine = makeEngine();
    NetworkInfo m_network;
    std::vector<DeltaId> m_deltas;
};

/// Ids that every one of the tiny vocabularies has, with the end at which BART's classifier reads.
Input randomText(Draw &draw)
{
    Input input;
    std::vector<std::int64_t> ids(static_cast<std::size_t>(draw.between(2, 9)));
    for (std::int64_t &id : ids)
        id = draw.between(6, 40);
    ids.push_back(2);
    input.ids = std::move(ids);
    return input;
}

Input randomImage(Draw &draw, const NetworkInfo &network)
{
    for (const ModuleInfo &module : network.modules)
        if (module.type
            == "Conv2d") { // [width, channels, patch, patch]: a square of as many patches as there are places
            const Shape patch = module.params.front().shape;
            for (const ModuleInfo &other : network.modules)
                for (const ParamInfo &param : other.params)
                    if (param.name == "position_embeddings") {
                        const auto side = std::llround(std::sqrt(static_cast<double>(param.shape[1] - 1)));
                        Input input;
                        input.pixelShape = {patch[1], side * patch[2], side * patch[3]};
                        input.pixels.resize(static_cast<std::size_t>(*elementCount(input.pixelShape)));
                        for (float &pixel : input.pixels)
                            pixel = draw.number();
                        return input;
                    }
        }
    FAIL("expected a patch embedding and its places");
    return {};
}

std::vector<Input> randomInputs(Draw &draw, const Bench &bench)
{
    std::vector<Input> inputs;
    for (int count = draw.between(2, 7); count > 0; --count)
        inputs.push_back(bench.isVision() ? randomImage(draw, bench.network()) : randomText(draw));
    return inputs;
}

/// How far results are from those expected, all of a backbone's as one vector: single logits may nearly cancel out.
class Distance {
public:
    void add(const std::vector<float> &found, const std::vector<float> &expected)
    {
        REQUIRE(found.size() >= expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            m_apart += (double(found[i]) - expected[i]) * (double(found[i]) - expected[i]);
            m_size += double(expected[i]) * expected[i];
        }
        m_count += expected.size();
    }
    /// Root mean squares: of the difference, in units of the results' own if those are larger than 1.
    double relative() const { return std::sqrt(m_apart / std::max(m_size, double(m_count))); }

private:
    double m_apart = 0, m_size = 0;
    std::size_t m_count = 0;
};

} // namespace

TEST_CASE("batching and the number of columns never change a result")
{
    const unsigned seed = test::seedOr(20);
    double sum = 0;
    for (std::size_t i = 0; i < backbones.size(); ++i) {
        CAPTURE(backbones[i]);
        Draw draw(seed + static_cast<unsigned>(i));
        Bench bench(backbones[i]);
        const std::vector<Input> inputs = randomInputs(draw, bench);
        const std::vector<Column> columns = bench.columns();
        const RunResult all = bench.run(inputs, columns, Task::Logits);
        bool differ = columns.size() == 1;
        Distance distance;
        for (std::size_t c = 0; c < columns.size(); ++c)
            for (std::size_t n = 0; n < inputs.size(); ++n) {
                const RunResult alone = bench.run({inputs[n]}, {columns[c]}, Task::Logits);
                distance.add(all.columns[c].outputs[n].logits.values, alone.columns[0].outputs[0].logits.values);
                differ |= all.columns[c].outputs[n].logits.values != all.columns[0].outputs[n].logits.values;
            }
        CHECK(distance.relative() <= worstTolerance);
        sum += distance.relative();
        CHECK(differ); // else the columns would prove nothing
        if (!bench.generates())
            continue;
        const RunResult texts = bench.run(inputs, columns, Task::Generate);
        for (std::size_t c = 0; c < columns.size(); ++c)
            for (std::size_t n = 0; n < inputs.size(); ++n)
                CHECK(texts.columns[c].outputs[n].newIds
                      == bench.run({inputs[n]}, {columns[c]}, Task::Generate).columns[0].outputs[0].newIds);
    }
    CHECK(sum / double(backbones.size()) <= tolerance);
}

TEST_CASE("padding behind a text changes nothing at its tokens")
{
    const unsigned seed = test::seedOr(20);
    double sum = 0;
    for (std::size_t i = 0; i < backbones.size(); ++i) {
        CAPTURE(backbones[i]);
        Draw draw(seed + static_cast<unsigned>(i));
        Bench bench(backbones[i]);
        if (bench.isVision())
            continue;
        const Input plain = randomText(draw);
        Input padded = plain;
        padded.attentionMask.emplace(plain.ids->size(), 1);
        for (int more = draw.between(1, 5); more > 0; --more) {
            padded.ids->push_back(1);
            padded.attentionMask->push_back(0);
        }
        if (bench.network().head == HeadKind::ConditionalGeneration) // the decoder reads its own ids
            padded.decoderIds = plain.decoderIds;
        const auto columns = bench.columns();
        const RunResult with = bench.run({padded}, columns, Task::Logits),
                        without = bench.run({plain}, columns, Task::Logits);
        Distance distance;
        for (std::size_t c = 0; c < columns.size(); ++c)
            distance.add(with.columns[c].outputs[0].logits.values, without.columns[c].outputs[0].logits.values);
        CHECK(distance.relative() <= worstTolerance);
        sum += distance.relative();
    }
    CHECK(sum / double(backbones.size()) <= tolerance);
}
