#include "nn/delta/findings.h"

#include "nn/weights.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

/// A parameter by a part of its key, and the number that leaves the module as it is if all of the parameter is that;
/// none where any number does, since a factor beside it decides.
struct Neutral {
    std::string_view part;
    std::optional<double> value;
};

constexpr Neutral neutrals[] = {
    {"lora_A", {}},        {"lora_embedding_A", {}}, {"lora_B", 0},  {"lora_embedding_B", 0},
    {"lora_E", 0},         {"ranknum", {}},          {"ia3_l", 1},   {"vera_lambda_b", 0},
    {"vera_lambda_d", {}}, {"vera_A", {}},           {"vera_B", {}}, {"oft_r", 0},
    {"oft_R", 0},
};

bool isNeutral(const io::TensorEntry &entry)
{
    const std::string key = "." + entry.name + ".";
    const auto found = std::find_if(std::begin(neutrals), std::end(neutrals), [&](const Neutral &neutral) {
        return key.find("." + std::string(neutral.part) + ".") != std::string::npos;
    });
    return found != std::end(neutrals) && (!found->value || !(mappedTensor(entry) != *found->value).any().item<bool>());
}

} // namespace

void expectModules(const Host &host, const std::string &file, const std::vector<SoughtModule> &sought)
{
    std::vector<int> matched;
    std::vector<std::string> missing;
    const SoughtModule *first = nullptr;
    for (const SoughtModule &site : sought) {
        if (site.module >= 0) {
            matched.push_back(site.module);
            continue;
        }
        first = first ? first : &site;
        missing.push_back(site.path);
    }
    if (!first)
        return;
    std::sort(matched.begin(), matched.end());
    const bool isOfVision = first->path.find("language_model.") != std::string::npos;
    throw Misfit(
        Error{file,
              first->key + ": expected a module " + first->path + " in " + host.network.architecture + ", found none",
              isOfVision
                  ? "language_model. is what a vision-language model calls its text part, and this one is text alone"
                  : "",
              "no-such-module"},
        std::move(matched), std::move(missing));
}

std::optional<Problem> notFinite(const io::CheckpointIndex &tensors)
{
    std::vector<std::string> names;
    for (const io::TensorEntry &entry : tensors.entries())
        if (isFloating(entry.dtype) && !at::isfinite(mappedTensor(entry).to(at::kFloat)).all().item<bool>())
            names.push_back(entry.name);
    if (names.empty())
        return std::nullopt;
    return Problem{"not-finite", Problem::Severity::Error,
                   "expected finite numbers, found NaN or infinity in " + joinNames(names)};
}

std::optional<Problem> noEffect(const io::CheckpointIndex &tensors)
{
    const std::vector<io::TensorEntry> &entries = tensors.entries();
    if (entries.empty() || !std::all_of(entries.begin(), entries.end(), isNeutral))
        return std::nullopt;
    return Problem{"no-effect", Problem::Severity::Warning,
                   "every update is zero: attached or not, the outputs are the same"};
}

} // namespace deltascope::nn
