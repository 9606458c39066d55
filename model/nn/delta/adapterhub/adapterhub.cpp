#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/delta/adapterhub/heads.h"

#include "core/outcome.h"
#include "nn/delta/findings.h"
#include "nn/delta/opendelta/opendelta.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

using adapterhub::SavedPart;
using adapterhub::Work;

/// Containers' names of versions before 1.0.
constexpr std::pair<std::string_view, std::string_view> oldNames[] = {
    {"attention_text_task_adapters", "adapters"},
    {"attention_text_lang_adapters", "adapters"},
    {"layer_text_task_adapters", "adapters"},
    {"layer_text_lang_adapters", "adapters"},
    {"invertible_lang_adapters", "invertible_adapters"},
};
constexpr std::string_view containers[] = {"adapters",     "invertible_adapters", "loras", "prefix_tunings",
                                           "prefix_gates", "prompt_tunings",      "refts", "shared_parameters"};

std::vector<std::string> split(std::string_view key)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find('.', begin), key.size());
        parts.emplace_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::string join(const std::vector<std::string> &parts, std::size_t from, std::size_t to)
{
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += (i > from ? "." : "") + parts[i];
    return text;
}

/// Keys grouped by the module that holds them; others (a head's, under the backbone's names) are left in `others`.
std::vector<SavedPart> savedParts(const io::CheckpointIndex &tensors, std::vector<const io::TensorEntry *> &others)
{
    std::vector<SavedPart> list;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (const io::TensorEntry &entry : tensors.entries()) {
        std::vector<std::string> key = split(entry.name);
        for (std::string &part : key)
            for (const auto &[old, now] : oldNames)
                if (part == old)
                    part = now;
        std::size_t at = 0;
        while (at + 2 < key.size()
               && std::find(std::begin(containers), std::end(containers), key[at]) == std::end(containers))
            ++at;
        if (at + 2 >= key.size()) {
            others.push_back(&entry);
            continue;
        }
        const std::string path = join(key, 0, at);
        const auto [found, added] = known.try_emplace({key[at], path}, list.size());
        if (added)
            list.push_back({key[at], path, key[at + 1], {}});
        list[found->second].tensors.emplace(join(key, at + 2, key.size()), &entry);
    }
    return list;
}

/// True for a version "adapters.1.0.3" that is older than 1.1: its LoRAs were scaled by 1 whatever alpha says.
bool scalesWrongly(const Config &config)
{
    const std::string version = config.text("version", "");
    int major = 0, minor = 0;
    return std::sscanf(version.c_str(), "adapters.%d.%d", &major, &minor) == 2
           && std::pair(major, minor) < std::pair(1, 1);
}

Config kindConfig(const Config &folder, nlohmann::json values)
{
    if (scalesWrongly(folder) && values.value("architecture", "") == "lora" && values.contains("r"))
        values["alpha"] = values["r"];
    return {std::move(values), folder.path()};
}

void addKind(const Work &work)
{
    const std::string architecture = work.config.text("architecture", "");
    if (architecture.empty()) {
        adapterhub::addBottlenecks(work);
        adapterhub::addInvertible(work);
    } else if (architecture == "lora") {
        adapterhub::addLoras(work);
    } else if (architecture == "prefix_tuning") {
        adapterhub::addPrefixes(work);
    } else if (architecture == "prompt_tuning") {
        adapterhub::addPrompts(work);
    } else if (architecture == "reft") {
        adapterhub::addRefts(work);
    } else {
        work.config.refuse("architecture", "null, lora, prefix_tuning, prompt_tuning or reft");
    }
}

void addUnion(const Work &work)
{
    const auto configs = work.config.json().find("configs");
    if (configs == work.config.json().end() || !configs->is_array())
        work.config.refuse("configs", "a list of configurations");
    for (const nlohmann::json &values : *configs) {
        if (!values.is_object())
            work.config.refuse("configs", "a list of configurations");
        Work part = work;
        part.config = Config(values, work.config.path());
        addKind(part);
    }
    work.delta.info.summary = "union of " + std::to_string(configs->size());
    work.delta.info.kind = "union";
}

/// A head saved beside the adapter, under the backbone's names, stands for the backbone's while the adapter is
/// attached; of several the last, as load_adapter() leaves it.
void addHead(const Host &host, const DeltaSource &source, const std::vector<const io::TensorEntry *> &others,
             BuiltDelta &delta)
{
    BuiltDelta head;
    opendelta::replaceTuned(host, source, others, head, {.together = ReplaceTap::Together::Last});
    std::vector<std::string> names;
    for (const SiteTap &tap : head.taps)
        names.push_back(host.network.modules[tap.module].name);
    if (!names.empty())
        delta.info.hyper.push_back({"head", "replaces " + joinNames(names)});
    std::move(head.taps.begin(), head.taps.end(), std::back_inserter(delta.taps));
    std::move(head.info.problems.begin(), head.info.problems.end(), std::back_inserter(delta.info.problems));
}

} // namespace

BuiltDelta buildAdapterHub(const Host &host, const DeltaSource &source)
{
    BuiltDelta delta;
    delta.info.library = "adapterhub";
    std::vector<const io::TensorEntry *> others;
    const std::vector<SavedPart> parts = savedParts(source.tensors, others);
    const Work work{host,
                    source.file,
                    parts,
                    kindConfig(source.config, source.config.section("config").json()),
                    !source.config.has("version"),
                    delta};
    if (parts.empty())
        throw Failure(Error{source.file,
                            "expected keys <module>.adapters.<name>, .loras.<name> and the like, found none",
                            {},
                            "missing-weight"});
    if (work.config.text("architecture", "") == "union")
        addUnion(work);
    else
        addKind(work);
    for (const SavedPart &part : parts)
        if (!part.used)
            delta.addUnexpected(part.tensors.begin()->second->name,
                                "belongs to nothing that the configuration names and is ignored");
    if (source.head)
        delta.info.head = adapterhub::describeHead(*source.head);
    delta.head = adapterhub::flexibleHead(host, source);
    if (delta.head) {
        delta.info.head->standsAlone = true;
        delta.info.hyper.push_back({"head", "its own, " + std::string(wordOf(delta.head->kind()))});
        others.erase(std::remove_if(others.begin(), others.end(),
                                    [](const io::TensorEntry *entry) { return adapterhub::isHeadKey(entry->name); }),
                     others.end());
    }
    addHead(host, source, others, delta);
    return delta;
}

namespace adapterhub {

const Shape &shapeOf(const Work &work, const SavedPart &part, const std::string &parameter)
{
    const auto found = part.tensors.find(parameter);
    if (found == part.tensors.end())
        throw Failure(Error{work.file,
                            part.path + "." + part.container + "." + part.name + "." + parameter + ": expected beside "
                                + part.tensors.begin()->second->name + ", found no such key",
                            {},
                            "missing-weight"});
    return found->second->shape;
}

at::Tensor load(const Work &work, const SavedPart &part, const std::string &parameter, const Shape &expected)
{
    const Shape &shape = shapeOf(work, part, parameter);
    part.used = true;
    const io::TensorEntry &entry = *part.tensors.at(parameter);
    if (shape != expected)
        throw Failure(Error{work.file,
                            entry.name + ": expected shape " + toText(expected) + ", found " + toText(shape),
                            {},
                            "shape-mismatch"});
    return mappedTensor(entry).to(at::kFloat, false, true);
}

std::vector<const SavedPart *> partsOf(const Work &work, std::string_view container)
{
    std::vector<const SavedPart *> list;
    for (const SavedPart &part : work.parts)
        if (part.container == container)
            list.push_back(&part);
    return list;
}

int moduleAt(const Work &work, const SavedPart &part, const std::string &path)
{
    const int module = work.host.find(path);
    expectModules(work.host, work.file, {{path, part.tensors.begin()->second->name, module}});
    return module;
}

std::vector<int> subtree(const Host &host, int module)
{
    const auto &modules = host.network.modules;
    std::vector<int> list{module};
    for (int next = module + 1; next < static_cast<int>(modules.size()) && modules[next].depth > modules[module].depth;
         ++next)
        list.push_back(next);
    return list;
}

std::int64_t layerOf(const Host &host, const std::string &path)
{
    std::vector<std::int64_t> numbers;
    for (const std::string &part : split(path))
        if (!part.empty() && part.size() < 10 && part.find_first_not_of("0123456789") == std::string::npos)
            numbers.push_back(std::stoll(part));
    std::int64_t layer = numbers.empty() ? 0 : numbers.front();
    if (numbers.size() > 1 && path.find("albert_layers") != std::string::npos) // groups of layers
        layer = layer * host.config.integer("inner_group_num", 1) + numbers[1];
    const bool behind = path.rfind("decoder.", 0) == 0 || path.find(".decoder.") != std::string::npos;
    return behind && host.config.flag("is_encoder_decoder", false)
               ? layer + host.config.count({"encoder_layers", "num_layers", "num_hidden_layers"})
               : layer;
}

void describe(const Work &work, std::initializer_list<std::string_view> fields)
{
    for (const std::string_view field : fields)
        if (const auto value = work.config.json().find(std::string(field));
            value != work.config.json().end() && !value->is_null())
            work.delta.info.hyper.push_back(
                {std::string(field), value->is_string() ? value->get<std::string>() : value->dump()});
}

Activation activation(const Work &work, std::string_view key)
{
    std::string name = work.config.text(key, "linear");
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (name == "leakyrelu")
        name = "leaky_relu";
    else if (work.namesOldGelu && name == "gelu")
        name = "gelu_new";
    else if (work.namesOldGelu && name == "gelu_orig")
        name = "gelu";
    const Activation found = activationByName(name);
    if (!found)
        work.config.refuse(key, activationNames());
    return found;
}

at::Tensor Gate::operator()(const at::Tensor &x) const { return at::linear(x, weight, bias).sigmoid_().mean(1, true); }

Gate loadGate(const Work &work, const SavedPart &part, const std::string &prefix, std::int64_t outputs,
              std::int64_t width)
{
    return {load(work, part, prefix + "weight", {outputs, width}), load(work, part, prefix + "bias", {outputs})};
}

} // namespace adapterhub
} // namespace deltascope::nn
