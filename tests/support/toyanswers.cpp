// The toy engine's made-up numbers.
#include "support/toyengine.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deltascope::test {

namespace {

double noise(const std::string &text)
{
    std::uint64_t hash = 1469598103934665603ull;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return double(hash >> 11) / double(1ull << 53) * 2 - 1;
}

} // namespace

std::vector<double> ToyEngine::logits(const Input &input, const Mix &mix) const
{
    const std::string text = input.text.value_or(input.messages.value_or("ids"));
    std::vector<double> values;
    for (const std::string &label : m_network.labels) {
        double value = noise(text + label);
        for (const DeltaInfo &delta : m_deltas) {
            const DeltaSetting *setting = mix.find(delta.id);
            for (std::size_t i = 0; setting && i < delta.taps.size(); ++i)
                if (setting->attachedAt(delta.taps[i].module))
                    value += setting->strengthAt(delta.taps[i].module) * noise(std::to_string(delta.id) + text + label)
                             * 3 / double(delta.taps.size());
        }
        values.push_back(value);
    }
    return values;
}

Output ToyEngine::output(const Input &input, const Mix &mix, Task task) const
{
    Output output;
    const std::string text = input.text.value_or(input.messages.value_or(""));
    output.ids.resize(2 + std::size_t(std::count(text.begin(), text.end(), ' ')) + 1);
    std::vector<double> values = logits(input, mix);
    if (text.find("no number") != std::string::npos)
        values.assign(values.size(), std::numeric_limits<double>::quiet_NaN());
    double sum = 0;
    for (const double value : values) {
        output.logits.values.push_back(float(value));
        sum += std::exp(value);
    }
    output.logits.rows = 1;
    output.logits.columns = std::int64_t(values.size());
    const std::size_t best = std::size_t(std::max_element(values.begin(), values.end()) - values.begin());
    if (task == Task::Classify) {
        for (const double value : values)
            output.probabilities.push_back(float(std::exp(value) / sum));
        output.label = std::isnan(sum) ? "" : m_network.labels[best];
    } else if (task == Task::Generate) {
        output.newTokens = {"It", " is", " about ", m_network.labels[best], "."};
        if (text.find("say nothing") != std::string::npos)
            output.newTokens = {" ", "\n", " "};
        for (std::size_t i = 0; i < output.newTokens.size(); ++i) {
            output.newIds.push_back(i == 3 ? std::int64_t(best) + 10 : std::int64_t(i));
            output.newProbabilities.push_back(0.9f - 0.1f * float(i));
            output.text += output.newTokens[i];
        }
    } else if (task == Task::FillMask) {
        output.masks.push_back({1, {}});
        for (std::size_t i = 0; i < 5; ++i)
            output.masks[0].best.push_back({std::int64_t(i), m_network.labels[(best + i) % 6], 0.5f / float(i + 1)});
    } else if (task == Task::Embed) {
        for (const double value : values)
            output.embedding.push_back(float(value));
    } else if (task == Task::Answer) {
        output.answerText = text.substr(0, text.find(' '));
        output.answerScore = 0.71f;
        output.startLogits = output.endLogits = output.logits.values;
    } else if (task == Task::Tokens) {
        for (std::size_t i = 0; i < output.ids.size(); ++i)
            output.labels.push_back(i % 3 == 1 ? m_network.labels[best] : "O");
    }
    return output;
}

/// Texts that hold "too long" are.
std::optional<Error> ToyEngine::problemOf(const Input &input) const
{
    if (input.text && input.text->find("too long") != std::string::npos)
        return Error{"input", "expected at most 128 tokens, found 200", {}, "too-long"};
    return std::nullopt;
}

/// Without its outputs.
ColumnResult ToyEngine::answer(const Column &column, const RunRequest &request) const
{
    ColumnResult answer;
    answer.name = column.name;
    answer.outputs.resize(request.inputs.size());
    for (const DeltaInfo &delta : m_deltas) {
        const DeltaSetting *setting = column.mix.find(delta.id);
        const int sites = setting
                              ? int(std::count_if(delta.taps.begin(), delta.taps.end(),
                                                  [&](const TapInfo &tap) { return setting->attachedAt(tap.module); }))
                              : 0;
        if (sites > 0)
            answer.attached.push_back({delta.id, delta.name, delta.kind, setting->strength, sites});
    }
    if (std::any_of(answer.attached.begin(), answer.attached.end(),
                    [](const AttachedDelta &attached) { return attached.name == "Headed"; })) {
        answer.labels = {"one", "two", "three", "four", "five", "six"};
        answer.notes = {"the head of Headed answers in place of the backbone's"};
    }
    double depth = 0;
    for (std::size_t i = 0; request.divergence && i < m_network.modules.size(); ++i) {
        if (m_network.modules[i].params.empty())
            continue;
        for (const AttachedDelta &attached : answer.attached)
            for (const TapInfo &tap : m_deltas[std::size_t(indexOf(attached.id))].taps)
                if (tap.module == int(i))
                    depth += 0.03 * attached.strength * (1 + attached.id % 3);
        answer.divergence.push_back(
            {int(i), m_network.modules[i].name, depth * (1 + 0.2 * noise(m_network.modules[i].name))});
    }
    return answer;
}

/// A text whose last word names the seed that it would have been drawn with.
void ToyEngine::addSeed(Output &output, const RunRequest &request, std::size_t input)
{
    if (!request.generation.samples.value_or(false))
        return;
    const std::uint64_t seed = request.seeds.empty() ? request.generation.seed : request.seeds[input];
    output.newTokens.push_back(" #" + std::to_string(seed));
    output.newIds.push_back(std::int64_t(100 + seed));
    output.newProbabilities.push_back(0.1f);
    output.text += output.newTokens.back();
}

/// The first words of what is being generated.
void ToyEngine::tellBeginnings(const RunRequest &request, std::size_t input, const TakePart &parts) const
{
    RunPart part{Task::Generate, m_network.labels, {}};
    for (std::size_t c = 0; c < request.columns.size(); ++c) {
        Output begun = output(request.inputs[input], request.columns[c].mix, Task::Generate);
        begun.newTokens.resize(2);
        begun.newIds.resize(2);
        begun.newProbabilities.resize(2);
        begun.text = begun.newTokens[0] + begun.newTokens[1];
        part.cells.push_back({input, c, std::move(begun), false});
    }
    parts(std::move(part));
}

/// Input by input, each of which passes the gate and is a part; texts begin before the gate.
Outcome<RunResult> ToyEngine::run(const RunRequest &request, Progress &progress, const TakePart &parts)
{
    if (!m_isOpen)
        return Error{{}, "no model is open", {}, {}};
    RunResult result;
    result.task = request.task == Task::Auto ? defaultTask(m_network.head) : request.task;
    result.seconds = 0.0041;
    result.labels = m_network.labels;
    for (const Column &column : request.columns) {
        for (const DeltaSetting &setting : column.mix.deltas)
            if (indexOf(setting.id) < 0)
                return Error{{}, "there is no delta " + std::to_string(setting.id), {}, {}};
        result.columns.push_back(answer(column, request));
    }
    for (std::size_t i = 0; i < request.inputs.size(); ++i) {
        progress.report(double(i) / double(request.inputs.size()), "running");
        if (result.task == Task::Generate && parts)
            tellBeginnings(request, i, parts);
        if (!pass(Gate::Call::Run, progress))
            return cancelledError();
        if (const auto problem = problemOf(request.inputs[i])) {
            result.failures.push_back({i, *problem, 128});
            continue;
        }
        RunPart part{result.task, result.labels, {}};
        for (std::size_t c = 0; c < request.columns.size(); ++c) {
            result.columns[c].outputs[i] = output(request.inputs[i], request.columns[c].mix, result.task);
            if (result.task == Task::Generate)
                addSeed(result.columns[c].outputs[i], request, i);
            part.cells.push_back({i, c, result.columns[c].outputs[i], true});
        }
        if (parts)
            parts(std::move(part));
    }
    return result;
}

/// A token a letter; the prompt of a conversation is its messages in angles. A user who says "raise" makes it fail.
Outcome<std::vector<TokenizedText>> ToyEngine::tokenize(const std::vector<Input> &inputs)
{
    std::vector<TokenizedText> texts;
    for (const Input &input : inputs) {
        const std::string text = input.messages ? "<" + *input.messages + ">" : input.text.value_or("");
        if (text.find("raise") != std::string::npos)
            return Error{"input", "chat template: the conversation must not say raise", {}, {}};
        TokenizedText &tokens = texts.emplace_back();
        for (std::int64_t i = 0; i < std::ssize(text); ++i) {
            tokens.ids.push_back(i);
            tokens.tokens.push_back(text.substr(std::size_t(i), 1));
            tokens.offsets.emplace_back(i, i + 1);
        }
        tokens.decoded = text;
        if (input.messages)
            tokens.prompt = text;
    }
    return texts;
}

Outcome<ModuleStatistics> ToyEngine::statistics(int module)
{
    if (module < 0 || module >= int(m_network.modules.size()))
        return Error{{}, "there is no module " + std::to_string(module), {}, {}};
    if (!pass(Gate::Call::Statistics, NoProgress()))
        return cancelledError();
    ModuleStatistics statistics;
    statistics.module = module;
    for (const ParamInfo &param : m_network.modules[std::size_t(module)].params) {
        ParamStatistics stats;
        stats.name = param.name;
        stats.shape = param.shape;
        stats.deviation = 0.042;
        stats.smallest = -0.2;
        stats.largest = 0.2;
        for (int i = 0; i < 41; ++i)
            stats.histogram.push_back(std::round(5000 * std::exp(-0.5 * std::pow((i - 20) / 5.0, 2))));
        statistics.params.push_back(std::move(stats));
    }
    for (const DeltaInfo &delta : m_deltas)
        for (const TapInfo &tap : delta.taps)
            if (tap.module == module) {
                TapStatistics stats;
                stats.delta = delta.id;
                if (delta.kind == "lora") {
                    stats.singularValues = {1.9, 1.2, 0.9, 0.5, 0.3, 0.2, 0.1, 0.05};
                    stats.effectiveRank = 3.4;
                    stats.relativeNorm = 0.038;
                }
                statistics.taps.push_back(stats);
            }
    return statistics;
}

/// Adapters cannot be merged; of what can, one module is rounded and one is not.
Outcome<MergeReport> ToyEngine::measureMerge(const MergeRequest &request, Progress &progress)
{
    if (!pass(Gate::Call::Merge, progress))
        return cancelledError();
    for (const DeltaSetting &setting : request.mix.deltas)
        if (const int index = indexOf(setting.id);
            setting.attached && index >= 0 && m_deltas[std::size_t(index)].kind == "adapter")
            return Error{
                m_deltas[std::size_t(index)].name, "is an adapter: no weights can stand for it", {}, "cannot-merge"};
    return MergeReport{0.002, {{"model.encoder.layers.0.fc2", 0.001}, {"model.encoder.layers.1.fc2", 0}}};
}

Outcome<Errand> ToyEngine::merge(const MergeRequest &, Progress &)
{
    return Errand([gate = m_gate](Progress &progress) -> Outcome<std::vector<std::string>> {
        if (gate && !gate->pass(Gate::Call::Write, progress))
            return cancelledError();
        return std::vector<std::string>{};
    });
}

/// Adapters change no weight; others change more the deeper they sit.
Outcome<std::vector<SiteNorm>> ToyEngine::norms(DeltaId delta, Progress &progress)
{
    if (!pass(Gate::Call::Statistics, progress))
        return cancelledError();
    const int index = indexOf(delta);
    if (index < 0)
        return Error{{}, "there is no delta " + std::to_string(delta), {}, {}};
    std::vector<SiteNorm> norms;
    for (const TapInfo &tap : m_deltas[std::size_t(index)].taps)
        if (m_deltas[std::size_t(index)].kind != "adapter")
            norms.push_back({tap.module, 0.001 * (tap.module + 1) * (index + 1)});
    return norms;
}

/// Adapters change no weight; of others every pair pulls the more against one another the later its second delta came.
Outcome<Similarity> ToyEngine::compare(const std::vector<DeltaId> &deltas, Progress &progress)
{
    if (!pass(Gate::Call::Merge, progress))
        return cancelledError();
    Similarity similarity;
    std::vector<const DeltaInfo *> all;
    for (const DeltaId id : deltas) {
        const int index = indexOf(id);
        if (index < 0)
            return Error{{}, "there is no delta " + std::to_string(id), {}, {}};
        all.push_back(&m_deltas[std::size_t(index)]);
        if (all.back()->kind == "adapter")
            return Error{all.back()->name, "is an adapter: it changes no weight", {}, "no-weights"};
        similarity.deltas.push_back(all.back()->name);
    }
    for (std::size_t first = 0; first < all.size(); ++first)
        for (std::size_t second = first + 1; second < all.size(); ++second) {
            const double cosine = 0.5 - 0.3 * static_cast<double>(second);
            PairSimilarity pair{first, second, cosine, {}};
            for (const TapInfo &tap : all[first]->taps)
                pair.modules.push_back(
                    {m_network.modules[std::size_t(tap.module)].name, cosine / (1 + tap.module % 3), {0.1, 1.5}});
            similarity.pairs.push_back(std::move(pair));
        }
    return similarity;
}

Outcome<Similarity> ToyEngine::compareSaved(const std::vector<DeltaRequest> &, Progress &)
{
    return Error{{}, "the toy has no files", {}, "needs-backbone"};
}

Outcome<TruncationReport> ToyEngine::measureTruncation(const SaveRequest &request, Progress &)
{
    constexpr std::int64_t own = 8;
    if (indexOf(request.id) < 0)
        return Error{{}, "there is no delta " + std::to_string(request.id), {}, {}};
    if (request.rank < 1 || request.rank > own)
        return Error{{}, "rank: expected a number from 1 to 8", {}, "no-low-rank"};
    const double kept = static_cast<double>(request.rank) / own;
    return TruncationReport{own, request.rank, kept, 1 - kept, own * 1000, request.rank * 1000};
}

Outcome<std::vector<std::string>> ToyEngine::save(const SaveRequest &request, Progress &progress)
{
    if (indexOf(request.id) < 0)
        return Error{{}, "there is no delta " + std::to_string(request.id), {}, {}};
    if (!pass(Gate::Call::Write, progress))
        return cancelledError();
    return std::vector<std::string>{};
}

} // namespace deltascope::test
