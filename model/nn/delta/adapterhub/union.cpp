// AdapterHub's union (adapters/configuration: ConfigUnion): several configurations over one set of keys.
#include "nn/delta/adapterhub/adapterhub.h"

#include "nn/weights.h"

#include <algorithm>

namespace deltascope::nn::adapterhub {

namespace {

template<class T>
void append(std::vector<T> &all, std::vector<T> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The taps of one of the configurations; what it says of keys that others may use is left out.
void join(BuiltDelta &whole, BuiltDelta part)
{
    append(whole.taps, std::move(part.taps));
    append(whole.info.taps, std::move(part.info.taps));
    append(whole.info.hyper, std::move(part.info.hyper));
    if (!part.info.targets.empty())
        whole.info.targets = std::move(part.info.targets);
    whole.info.hasStrength = whole.info.hasStrength && part.info.hasStrength;
    whole.info.parameterCount += part.info.parameterCount;
    whole.info.constantCount += part.info.constantCount;
}

/// The folder's configuration with that one in place of the union.
Config alone(const Config &folder, const nlohmann::json &values)
{
    nlohmann::json json = folder.json();
    json["config"] = values;
    return {std::move(json), folder.path()};
}

BuiltDelta buildUnion(const Host &host, const DeltaSource &source)
{
    const auto configs = source.config.json().find("configs");
    const bool isList
        = configs != source.config.json().end() && configs->is_array()
          && std::all_of(configs->begin(), configs->end(), [](const nlohmann::json &one) { return one.is_object(); });
    if (!isList)
        source.config.refuse("configs", "a list of configurations");
    std::vector<TunedEntry> others;
    std::vector<io::TensorEntry> adapters;
    for (const SavedPart &part : savedParts(source.tensors, others))
        for (const auto &[name, entry] : part.tensors)
            adapters.push_back(*entry);
    const io::CheckpointIndex tensors(std::move(adapters));
    BuiltDelta whole = beginDelta(source);
    std::optional<std::vector<std::string>> unused;
    for (const nlohmann::json &values : *configs) {
        const Config folder = alone(source.whole, values);
        const DeltaKind &kind = kindOf(folder, *layoutOf(source.kind.library));
        const Config own = kindConfig(kind, folder);
        BuiltDelta part = kind.build(host, {kind, own, source.whole, tensors, source.file, nullptr, source.live});
        if (!unused)
            unused = part.unexpected;
        else
            std::erase_if(*unused, [&](const std::string &key) {
                return std::find(part.unexpected.begin(), part.unexpected.end(), key) == part.unexpected.end();
            });
        join(whole, std::move(part));
    }
    whole.info.summary = "union of " + std::to_string(configs->size());
    for (const std::string &key : unused.value_or(std::vector<std::string>()))
        whole.addUnexpected(key, "belongs to nothing that the configuration names and is ignored");
    addHead(host, source, others, whole);
    return whole;
}

} // namespace

DeltaKind unionOf()
{
    return {.library = "adapterhub",
            .name = "union",
            .title = "Union (AdapterHub)",
            .says = "several kinds of one adapter side by side",
            .build = buildUnion,
            .keys = {{"configs", KeyType::Other}, recordKey("architecture", KeyType::Text)}};
}

} // namespace deltascope::nn::adapterhub
