#include "engine/local/vocabulary.h"

#include "io/hub.h"
#include "nn/delta/delta.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// Ends of the names of tensors with a row for each token.
constexpr std::string_view perToken[] = {
    "embed_tokens.weight",    "word_embeddings.weight", "wte.weight",
    "shared.weight",          "embed_in.weight",        "embed_out.weight",
    "lm_head.weight",         "lm_head.bias",           "cls.predictions.decoder.weight",
    "decoder.bias",           "cls.predictions.bias",   "lm_head.decoder.weight",
    "vocab_projector.weight", "vocab_projector.bias",
};

bool isPerToken(std::string_view name)
{
    return std::any_of(std::begin(perToken), std::end(perToken),
                       [&](std::string_view end) { return name.ends_with(end); });
}

} // namespace

std::optional<GrownVocabulary> grownVocabulary(const OpenRequest &request, const nn::Config &config,
                                               const HubFetch &fetch, Progress &progress)
{
    GrownVocabulary grown;
    grown.from = grown.to = config.optionalInteger("vocab_size").value_or(0);
    for (const std::string &path : request.deltas) {
        try {
            const nn::DeltaFolder folder = nn::identify(io::locate(path, HubPart::Delta, fetch, progress));
            for (const io::TensorEntry &entry : folder.tensors.entries())
                if (isPerToken(entry.name) && entry.shape.size() == 2 && entry.shape[0] > grown.to) {
                    grown.to = entry.shape[0];
                    grown.delta = fs::path(folder.weightsFile).parent_path().string();
                }
        } catch (const Failure &) { // said when it is added
        }
    }
    return grown.from > 0 && grown.to > grown.from ? std::optional(grown) : std::nullopt;
}

nn::Config grown(const nn::Config &config, const GrownVocabulary &vocabulary)
{
    nlohmann::json values = config.json();
    values["vocab_size"] = vocabulary.to;
    return {std::move(values), config.path()};
}

io::CheckpointIndex grown(const io::CheckpointIndex &tensors, const GrownVocabulary &vocabulary)
{
    std::vector<io::TensorEntry> entries = tensors.entries();
    for (io::TensorEntry &entry : entries) {
        if (!isPerToken(entry.name) || entry.shape.empty() || entry.shape[0] != vocabulary.from)
            continue;
        const at::Tensor own = nn::mappedTensor(entry);
        Shape added = entry.shape;
        added[0] = vocabulary.to - vocabulary.from;
        const at::Tensor whole = at::cat({own, at::zeros(added, own.options())});
        entry = nn::heldCheckpoint(entry.file->path(), {{entry.name, whole}}).entries().front();
    }
    return io::CheckpointIndex(std::move(entries));
}

} // namespace deltascope
