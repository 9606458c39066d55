#include "text/spm/families.h"

#include "core/outcome.h"
#include "text/spm/source.h"

namespace deltascope::text::spm {

namespace fs = std::filesystem;

namespace {

constexpr const char *llamaName = "tokenizer.model";

/// A family that is not known.
json otherwise(const Source &source)
{
    const Vocabulary vocabulary = source.vocabulary();
    return {{"normalizer", usualNormalizer(source)},
            {"pre_tokenizer", source.metaspace()},
            {"decoder", source.metaspace()},
            {"model", modelOf(source, vocabulary, source.file.unknown)},
            {"added_tokens", addedTokens(source, vocabulary, {})}};
}

} // namespace

std::optional<fs::path> find(const fs::path &folder)
{
    for (const char *name : {"spiece.model", "sentencepiece.bpe.model", "spm.model", llamaName})
        if (fs::exists(folder / name))
            return folder / name;
    return std::nullopt;
}

json pipelineOf(const fs::path &path, Build *build, const json &config)
{
    const File file = read(path);
    if (file.pieces.size() < 4)
        throw Failure(path.string(), "expected at least 4 pieces, found " + std::to_string(file.pieces.size()));
    if (!build)
        build = path.filename() == llamaName ? llama : otherwise;
    return build({file, config});
}

} // namespace deltascope::text::spm
