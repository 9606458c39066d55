#include "nn/delta/peft.h"

#include "core/outcome.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

constexpr std::string_view prefix = "base_model.model.", wrapped = ".base_layer";

std::string withoutWrapping(std::string name)
{
    if (const std::size_t at = name.find(std::string(wrapped) + "."); at != std::string::npos)
        name.erase(at, wrapped.size());
    return name;
}

} // namespace

Saved savedSites(const Host &host, const DeltaSource &source, const std::vector<std::string_view> &containers)
{
    Saved saved;
    std::map<std::string, std::size_t> known;
    for (const io::TensorEntry &entry : source.tensors.entries()) {
        std::string_view key = entry.name;
        for (const std::string_view start : {prefix, std::string_view("base_model.")})
            if (key.substr(0, start.size()) == start) {
                key.remove_prefix(start.size());
                break;
            }
        std::size_t at = std::string_view::npos;
        for (const std::string_view container : containers) {
            const std::string inside = "." + std::string(container);
            const std::size_t found = key.rfind(inside);
            const std::size_t end = found + inside.size();
            if (found != std::string_view::npos && (end == key.size() || key[end] == '.'))
                at = found;
        }
        if (at == std::string_view::npos) {
            saved.others.push_back(entry);
            saved.others.back().name = withoutWrapping(std::string(key));
            continue;
        }
        const std::string path = withoutWrapping(std::string(key.substr(0, at)) + ".");
        const std::string module = path.substr(0, path.size() - 1);
        const auto [place, added] = known.try_emplace(module, saved.sites.size());
        if (added) {
            const int index = host.find(module);
            if (index < 0)
                throw Failure(Error{source.file, entry.name + ": expected a module " + module + " in " + host.network.architecture
                                        + ", found none", {}, "no-such-module"});
            saved.sites.push_back({module, index, {}});
        }
        saved.sites[place->second].tensors.emplace(key.substr(at + 1), &entry);
    }
    return saved;
}

at::Tensor load(const SavedSite &site, const DeltaSource &source, const std::string &name, const Shape &expected)
{
    const auto found = site.tensors.find(name);
    if (found == site.tensors.end())
        throw Failure(Error{source.file, site.path + "." + name + ": expected beside " + site.tensors.begin()->second->name
                                + ", found no such key", {}, "missing-weight"});
    const io::TensorEntry &entry = *found->second;
    if (entry.shape != expected)
        throw Failure(Error{source.file, entry.name + ": expected shape " + toText(expected) + ", found " + toText(entry.shape), {}, "shape-mismatch"});
    return mappedTensor(entry).to(at::kFloat, false, true);
}

double patternValue(const Config &config, std::string_view key, const std::string &module, double otherwise)
{
    if (!config.has(key))
        return otherwise;
    const nlohmann::json &patterns = config.json().at(std::string(key));
    if (!patterns.is_object())
        config.refuse(key, "an object from pattern to number");
    for (const auto &[pattern, value] : patterns.items()) {
        if (!value.is_number())
            config.refuse(key, "an object from pattern to number");
        if (tree::Pattern("(.*\\.)?(" + pattern + ")$").fullMatch(module))
            return value;
    }
    return otherwise;
}

} // namespace deltascope::nn::peft
