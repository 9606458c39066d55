#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/delta/adapterhub/heads.h"

#include "core/outcome.h"
#include "nn/delta/findings.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::adapterhub {

namespace {

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

/// Written before versions were: gelu means gelu_new there.
bool namesOldGelu(const DeltaSource &source) { return !source.whole.has("version"); }

} // namespace

std::vector<SavedPart> savedParts(const io::CheckpointIndex &tensors, std::vector<TunedEntry> &others)
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
            others.push_back({&entry, entry.name});
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

void addHead(const Host &host, const DeltaSource &source, std::vector<TunedEntry> others, BuiltDelta &delta)
{
    if (source.head)
        delta.info.head = describeHead(*source.head);
    delta.head = flexibleHead(host, source);
    if (delta.head) {
        delta.info.head->standsAlone = true;
        delta.info.hyper.push_back({"head", "its own, " + std::string(wordOf(delta.head->kind()))});
        std::erase_if(others, [](const TunedEntry &other) { return isHeadKey(other.name); });
    }
    BuiltDelta head;
    replaceTuned(host, source, others, head, {.together = ReplaceTap::Together::Last});
    std::vector<std::string> names;
    for (const SiteTap &tap : head.taps)
        names.push_back(host.network.modules[tap.module].name);
    if (!names.empty())
        delta.info.hyper.push_back({"head", "replaces " + joinNames(names)});
    std::move(head.taps.begin(), head.taps.end(), std::back_inserter(delta.taps));
    std::move(head.info.problems.begin(), head.info.problems.end(), std::back_inserter(delta.info.problems));
}

BuiltDelta buildPart(const Host &host, const DeltaSource &source, void (*add)(const Work &))
{
    BuiltDelta delta = beginDelta(source);
    std::vector<TunedEntry> others;
    const std::vector<SavedPart> parts = savedParts(source.tensors, others);
    if (parts.empty())
        throw Failure(Error{source.file,
                            "expected keys <module>.adapters.<name>, .loras.<name> and the like, found none",
                            {},
                            "missing-weight"});
    add({host, source, source.config, source.file, parts, delta});
    for (const SavedPart &part : parts)
        if (!part.used)
            delta.addUnexpected(part.tensors.begin()->second->name,
                                "belongs to nothing that the configuration names and is ignored");
    addHead(host, source, others, delta);
    return delta;
}

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
    shapeOf(work, part, parameter);
    part.used = true;
    return work.source.tensor(*part.tensors.at(parameter), expected);
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

Activation activation(const Work &work, std::string_view key)
{
    std::string name = work.config.text(key);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (name == "leakyrelu")
        name = "leaky_relu";
    else if (namesOldGelu(work.source) && name == "gelu")
        name = "gelu_new";
    else if (namesOldGelu(work.source) && name == "gelu_orig")
        name = "gelu";
    const Activation found = activationByName(name);
    if (!found)
        work.config.refuse(key, activationNames());
    return found;
}

at::Tensor Gate::operator()(const at::Tensor &x) const { return product(x, weight, bias).sigmoid_().mean(1, true); }

Gate loadGate(const Work &work, const SavedPart &part, const std::string &prefix, std::int64_t outputs,
              std::int64_t width)
{
    return {load(work, part, prefix + "weight", {outputs, width}), load(work, part, prefix + "bias", {outputs})};
}

} // namespace deltascope::nn::adapterhub
