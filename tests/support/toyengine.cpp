#include "support/toyengine.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace deltascope::test {

namespace {

class NetworkMaker {
public:
    int add(int parent, const std::string &name, const std::string &type,
            std::vector<std::pair<std::string, Shape>> params = {})
    {
        ModuleInfo module;
        const ModuleInfo *above = parent < 0 ? nullptr : &network.modules[std::size_t(parent)];
        module.name = above && !above->name.empty() ? above->name + "." + name : name;
        module.type = type;
        module.parent = parent;
        module.depth = above ? above->depth + 1 : 0;
        for (auto &[paramName, shape] : params) {
            network.parameterCount += *elementCount(shape);
            module.params.push_back({paramName, shape, DType::F32, m_params++});
        }
        network.modules.push_back(std::move(module));
        return int(network.modules.size()) - 1;
    }
    int linear(int parent, const std::string &name, std::int64_t out, std::int64_t in)
    {
        return add(parent, name, "Linear", {{"weight", {out, in}}, {"bias", {out}}});
    }
    void norm(int parent, const std::string &name, std::int64_t width)
    {
        add(parent, name, "LayerNorm", {{"weight", {width}}, {"bias", {width}}});
    }
    void attention(int parent, const std::string &name, std::int64_t d)
    {
        const int at = add(parent, name, "BartAttention");
        for (const char *part : {"k_proj", "v_proj", "q_proj", "out_proj"})
            linear(at, part, d, d);
    }
    void stack(int model, const std::string &side, const std::string &type, bool crosses)
    {
        constexpr std::int64_t d = 128;
        const int at = add(model, side, "Bart" + type);
        add(at, "embed_positions", "BartLearnedPositionalEmbedding", {{"weight", {132, d}}});
        const int layers = add(at, "layers", "ModuleList");
        for (int i = 0; i < 3; ++i) {
            const int layer = add(layers, std::to_string(i), "Bart" + type + "Layer");
            attention(layer, "self_attn", d);
            norm(layer, "self_attn_layer_norm", d);
            if (crosses) {
                attention(layer, "encoder_attn", d);
                norm(layer, "encoder_attn_layer_norm", d);
            }
            linear(layer, "fc1", 512, d);
            linear(layer, "fc2", d, 512);
            norm(layer, "final_layer_norm", d);
        }
        norm(at, "layernorm_embedding", d);
    }

    NetworkInfo network;

private:
    int m_params = 0;
};

double noise(const std::string &text)
{
    std::uint64_t hash = 1469598103934665603ull;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return double(hash >> 11) / double(1ull << 53) * 2 - 1;
}

bool endsWith(const std::string &name, const std::string &suffix)
{
    return name == suffix || (name.size() > suffix.size() && name.ends_with("." + suffix));
}

TapInfo tapAt(const NetworkInfo &network, int module, const std::string &kind)
{
    TapInfo tap;
    tap.module = module;
    const ModuleInfo &info = network.modules[std::size_t(module)];
    const Shape shape = info.params.empty() ? Shape{128, 128} : info.params[0].shape;
    if (kind == "bitfit") {
        tap.tunes = {"bias"};
        tap.formula = "b → b + s·Δb";
    } else if (kind == "adapter") {
        tap.modules = {{"adapter", "AdapterLayer", {}},
                       {"adapter.modulelist", "Sequential", {}},
                       {"adapter.modulelist.down_proj", "Linear", {{"weight", {24, shape[0]}, DType::F32, -1}}}};
        tap.formula = "y + s·Up(act(Down y))";
    } else {
        tap.modules = {{"lora",
                        "LowRankLinear",
                        {{"lora_A", {8, shape.back()}, DType::F32, -1}, {"lora_B", {shape[0], 8}, DType::F32, -1}}}};
        tap.formula = "y + s·BA x";
        tap.scale = 2;
    }
    return tap;
}

std::string valueOf(const DeltaRequest &request, const std::string &key, const std::string &otherwise)
{
    for (const auto &[name, value] : request.keys)
        if (name == key)
            return value;
    return otherwise;
}

} // namespace

NetworkInfo toyNetwork(HeadKind head)
{
    NetworkMaker maker;
    const int root = maker.add(-1, "", "BartForSequenceClassification");
    const int model = maker.add(root, "model", "BartModel");
    maker.add(model, "shared", "Embedding", {{"weight", {8000, 128}}});
    maker.stack(model, "encoder", "Encoder", false);
    maker.stack(model, "decoder", "Decoder", true);
    const int headAt = maker.add(root, "classification_head", "BartClassificationHead");
    maker.linear(headAt, "dense", 128, 128);
    maker.linear(headAt, "out_proj", 6, 128);
    NetworkInfo network = std::move(maker.network);
    network.architecture = "BartForSequenceClassification";
    network.family = "bart";
    network.runnable = true;
    network.head = head;
    network.heads = {HeadKind::None, HeadKind::SequenceClassification, HeadKind::ConditionalGeneration};
    network.labels = {"games", "music & video", "pictures", "internet", "science", "programming"};
    for (const char *kind :
         {"lora", "adapter", "bitfit", "low_rank_adapter", "compacter", "parallel_adapter", "prefix", "soft_prompt"})
        network.kinds.push_back({"opendelta", kind});
    network.kinds.push_back({"peft", "LORA"});
    network.kinds.push_back({"peft", "IA3"});
    network.bytes = network.parameterCount * 2;
    network.copyBytes = network.parameterCount * 4;
    return network;
}

Outcome<NetworkInfo> ToyEngine::open(const OpenRequest &request, Progress &progress)
{
    progress.report(0.5, "reading");
    if (request.model.find("missing") != std::string::npos)
        return Error{request.model, "there is no such folder", "choose a folder with config.json", {}};
    m_network = toyNetwork(request.head ? request.head->kind : HeadKind::SequenceClassification);
    m_network.model = request.model;
    if (request.compute == ComputeType::AsStored)
        m_network.copyBytes = 0;
    if (request.head) {
        m_network.fresh = {"classification_head.dense.weight"};
        m_network.notes = {"The classification head is freshly initialised from seed 0."};
    }
    m_deltas.clear();
    m_removed.clear();
    m_isOpen = true;
    return m_network;
}

Outcome<DeltaInfo> ToyEngine::add(const DeltaRequest &request, Progress &)
{
    if (!m_isOpen || request.path.find("missing") != std::string::npos)
        return Error{request.path, "holds no delta", "choose a folder with adapter_config.json or config.json",
                     "not-a-delta"};
    DeltaInfo delta;
    delta.id = m_nextId++;
    delta.path = request.path;
    const std::string folder = request.path.substr(request.path.find_last_of('/') + 1);
    delta.name = !request.name.empty() ? request.name : folder;
    delta.kind = !request.kind.empty() ? request.kind
                 : folder == "titles"  ? "adapter"
                 : folder == "mixed"   ? "bitfit"
                                       : "lora";
    delta.library = "opendelta";
    delta.summary = delta.kind == "lora"      ? "lora r" + valueOf(request, "lora_r", "8")
                    : delta.kind == "adapter" ? "adapter b24"
                                              : delta.kind;
    delta.hasStrength = delta.kind != "prefix";
    if (delta.kind == "lora")
        delta.hyper = {{"lora_r", valueOf(request, "lora_r", "8")}, {"lora_alpha", "16"}};
    for (const auto &[name, value] : request.keys)
        if (name == "modified_modules")
            delta.targets.push_back(value);
    if (delta.targets.empty())
        delta.targets = {delta.kind == "adapter" ? "fc1" : delta.kind == "bitfit" ? "[r].*" : "fc2"};
    const auto sites = match(delta.targets);
    if (!sites)
        return sites.error();
    for (const int site : sites.value()) {
        const ModuleInfo &module = m_network.modules[std::size_t(site)];
        if (module.params.size() == 2)
            delta.taps.push_back(tapAt(m_network, site, delta.kind));
    }
    for (const TapInfo &tap : delta.taps)
        for (const TapModule &module : tap.modules)
            for (const ParamInfo &param : module.params)
                delta.parameterCount += *elementCount(param.shape);
    if (delta.kind == "bitfit")
        delta.parameterCount = 9216;
    delta.bytes = delta.parameterCount * 4;
    if (folder == "zero")
        delta.problems.push_back(
            {"no-effect", Problem::Severity::Warning, "Every update is zero: this delta does nothing."});
    m_deltas.push_back(delta);
    return delta;
}

int ToyEngine::indexOf(DeltaId id) const
{
    const auto found = std::find_if(m_deltas.begin(), m_deltas.end(), [id](const DeltaInfo &d) { return d.id == id; });
    return found == m_deltas.end() ? -1 : int(found - m_deltas.begin());
}

Outcome<Done> ToyEngine::remove(DeltaId id)
{
    const int index = indexOf(id);
    if (index < 0)
        return Error{{}, "there is no delta " + std::to_string(id), {}, {}};
    m_removed[id] = m_deltas[std::size_t(index)];
    m_deltas.erase(m_deltas.begin() + index);
    return Done{};
}

Outcome<Done> ToyEngine::restore(DeltaId id, int position)
{
    const auto removed = m_removed.find(id);
    if (removed == m_removed.end() || position < 0 || position > int(m_deltas.size()))
        return Error{{}, "nothing to restore", {}, {}};
    m_deltas.insert(m_deltas.begin() + position, removed->second);
    m_removed.erase(removed);
    return Done{};
}

Outcome<Done> ToyEngine::reorder(const std::vector<DeltaId> &order)
{
    std::vector<DeltaInfo> next;
    for (const DeltaId id : order)
        if (const int index = indexOf(id); index >= 0)
            next.push_back(m_deltas[std::size_t(index)]);
    if (next.size() != m_deltas.size() || order.size() != next.size())
        return Error{{}, "not a permutation", {}, {}};
    m_deltas = std::move(next);
    return Done{};
}

Outcome<Done> ToyEngine::rename(DeltaId id, const std::string &name)
{
    const int index = indexOf(id);
    if (index < 0)
        return Error{{}, "there is no delta " + std::to_string(id), {}, {}};
    m_deltas[std::size_t(index)].name = name;
    return Done{};
}

std::vector<double> ToyEngine::logits(const Input &input, const Mix &mix) const
{
    const std::string text = input.text.value_or("ids");
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
    const std::string text = input.text.value_or("");
    output.ids.resize(2 + std::size_t(std::count(text.begin(), text.end(), ' ')) + 1);
    const std::vector<double> values = logits(input, mix);
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
        output.label = m_network.labels[best];
    } else if (task == Task::Generate) {
        output.newTokens = {"It", " is", " about ", m_network.labels[best], "."};
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

Outcome<RunResult> ToyEngine::run(const RunRequest &request, Progress &progress)
{
    RunResult result;
    result.task = request.task == Task::Auto ? defaultTask(m_network.head) : request.task;
    result.seconds = 0.0041;
    result.labels = m_network.labels;
    for (const Column &column : request.columns) {
        ColumnResult answer;
        answer.name = column.name;
        for (const DeltaSetting &setting : column.mix.deltas)
            if (indexOf(setting.id) < 0)
                return Error{{}, "there is no delta " + std::to_string(setting.id), {}, {}};
        for (const DeltaInfo &delta : m_deltas) {
            const DeltaSetting *setting = column.mix.find(delta.id);
            const int sites
                = setting ? int(std::count_if(delta.taps.begin(), delta.taps.end(),
                                              [&](const TapInfo &tap) { return setting->attachedAt(tap.module); }))
                          : 0;
            if (sites > 0)
                answer.attached.push_back({delta.id, delta.name, delta.kind, setting->strength, sites});
        }
        for (const Input &input : request.inputs)
            answer.outputs.push_back(output(input, column.mix, result.task));
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
        result.columns.push_back(std::move(answer));
    }
    return result;
}

Outcome<std::vector<TokenizedText>> ToyEngine::tokenize(const std::vector<Input> &inputs)
{
    return std::vector<TokenizedText>(inputs.size());
}

Outcome<std::vector<int>> ToyEngine::match(const std::vector<std::string> &patterns) const
{
    std::vector<int> matched;
    for (std::size_t i = 1; i < m_network.modules.size(); ++i)
        for (const std::string &pattern : patterns)
            if (pattern == "[r].*" || endsWith(m_network.modules[i].name, pattern)) {
                matched.push_back(int(i));
                break;
            }
    if (matched.empty())
        return Error{{},
                     "no module matches \"" + (patterns.empty() ? std::string() : patterns[0])
                         + "\"; the nearest are fc1, fc2",
                     {},
                     {}};
    return matched;
}

Outcome<ModuleStatistics> ToyEngine::statistics(int module)
{
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

Outcome<CheckReport> ToyEngine::check(const std::string &path)
{
    CheckReport report;
    report.format = "opendelta";
    report.kind = "lora";
    report.fits = path.find("missing") == std::string::npos;
    if (path.find("not-a-delta") != std::string::npos)
        report.problems.push_back({"not-a-delta", Problem::Severity::Error, path + " holds no delta."});
    return report;
}

/// Adapters cannot be merged; of what can, one module is rounded and one is not.
Outcome<MergeReport> ToyEngine::measureMerge(const MergeRequest &request, Progress &)
{
    for (const DeltaSetting &setting : request.mix.deltas)
        if (const int index = indexOf(setting.id);
            setting.attached && index >= 0 && m_deltas[std::size_t(index)].kind == "adapter")
            return Error{
                m_deltas[std::size_t(index)].name, "is an adapter: no weights can stand for it", {}, "cannot-merge"};
    return MergeReport{0.002, {{"model.encoder.layers.0.fc2", 0.001}, {"model.encoder.layers.1.fc2", 0}}};
}

Outcome<ShelfBatch> ToyEngine::beginShelf(const std::string &folder, Progress &progress)
{
    if (folder.find("missing") != std::string::npos)
        return Error{folder, "expected a folder to look through, found no such folder", {}, {}};
    m_shelf = folder;
    m_shelved = 0;
    return continueShelf(progress);
}

/// Six entries, two a batch: LoRAs that fit, the second the first's twin, one of another backbone, a broken one,
/// adapters.
Outcome<ShelfBatch> ToyEngine::continueShelf(Progress &)
{
    using Fit = ShelfEntry::Fit;
    const Fit fit = m_isOpen ? Fit::Fits : Fit::Unknown;
    const std::vector<ShelfEntry> all = {
        {{}, "en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, {}, {}},
        {{}, "old/en", "opendelta", "lora", {"fc2"}, "toy-bart", 36864, 147456, fit, {}, {}, m_shelf + "/en", {}},
        {{},
         "qwen",
         "peft",
         "LORA",
         {"q_proj", "v_proj"},
         "Qwen/Qwen2.5-0.5B",
         540672,
         2162688,
         m_isOpen ? Fit::Differs : Fit::Unknown,
         m_isOpen ? "no-such-module" : "",
         m_isOpen ? "expected a module model.layers.0.self_attn.q_proj, found none" : "",
         {},
         {}},
        {{},
         "torn",
         "peft",
         "LORA",
         {"q_proj"},
         {},
         0,
         0,
         Fit::Broken,
         "truncated",
         "expected bytes up to 4096, found only 120",
         {},
         {}},
        {{}, "titles", "opendelta", "adapter", {"fc1"}, {}, 76032, 304128, fit, {}, {}, {}, {}},
        {{}, "topics", "adapterhub", "houlsby", {}, "toy-bart", 76032, 304128, fit, {}, {}, {}, {}},
    };
    ShelfBatch batch;
    for (int i = 0; i < 2 && m_shelved < int(all.size()); ++i) {
        batch.entries.push_back(all[std::size_t(m_shelved++)]);
        batch.entries.back().path = m_shelf + "/" + batch.entries.back().name;
        if (m_isOpen && batch.entries.back().fit == Fit::Fits)
            if (const auto sites = match({"fc2"}))
                batch.entries.back().sites = sites.value();
    }
    batch.folders = m_shelved;
    batch.isLast = m_shelved == int(all.size());
    return batch;
}

} // namespace deltascope::test
