// The toy engine's list of deltas and what it finds by name.
#include "support/toyengine.h"

#include <algorithm>
#include <set>

namespace deltascope::test {

namespace {

bool endsWith(const std::string &name, const std::string &suffix)
{
    return name == suffix || (name.size() > suffix.size() && name.ends_with("." + suffix));
}

std::string valueOf(const DeltaRequest &request, const std::string &key, const std::string &otherwise)
{
    for (const auto &[name, value] : request.keys)
        if (name == key)
            return value;
    return otherwise;
}

} // namespace

Outcome<NetworkInfo> ToyEngine::open(const OpenRequest &request, Progress &progress)
{
    progress.report(0.5, "reading");
    if (!pass(Gate::Call::Open, progress))
        return cancelledError();
    if (request.model.find("missing") != std::string::npos)
        return Error{request.model, "there is no such folder", "choose a folder with config.json", {}};
    m_network = m_given ? *m_given : toyNetwork(request.head ? request.head->kind : HeadKind::SequenceClassification);
    m_network.model = request.model;
    if (request.model.find("chat") != std::string::npos)
        m_network.chatTemplates = {"default", "rag"};
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

Outcome<DeltaInfo> ToyEngine::add(const DeltaRequest &request, Progress &progress)
{
    if (!pass(Gate::Call::Add, progress))
        return cancelledError();
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
    if (folder == "headed")
        delta.head = DeltaHead{HeadKind::SequenceClassification, 5, {}, true};
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
            delta.taps.push_back(toyTap(m_network, site, delta.kind));
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
    if (next.size() != m_deltas.size() || std::set(order.begin(), order.end()).size() != m_deltas.size())
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

Outcome<CheckReport> ToyEngine::check(const std::string &path)
{
    CheckReport report;
    report.format = "opendelta";
    report.kind = "lora";
    report.fits = path.find("missing") == std::string::npos;
    report.facts.rank = 8;
    report.facts.alpha = 16;
    report.facts.targets = {"fc1", "fc2"};
    report.facts.baseModel = "facebook/bart-base";
    report.facts.head = DeltaHead{HeadKind::SequenceClassification, 3, {"games", "sound", "web"}, false};
    if (path.find("not-a-delta") != std::string::npos) {
        report = {};
        report.problems.push_back({"not-a-delta", Problem::Severity::Error, path + " holds no delta."});
    }
    return report;
}

} // namespace deltascope::test
