#include "text/files/config.h"
#include "text/files/families.h"
#include "text/files/textfile.h"
#include "text/files/vocabfiles.h"
#include "text/spm/families.h"

#include <filesystem>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct Folder {
    fs::path root;
    const json &config;
    std::string className; ///< Python's class of tokenizer; may be empty
};

/// A pipeline in the form of tokenizer.json, before the configuration has its say.
struct Source {
    fs::path file;
    json pipeline;
    const TokenizerFamily &family;
    std::string mask; ///< where the configuration names none
    bool cleansUp = false; ///< on decoding, where the configuration is silent
};

/// The added token that masks by its name; empty if there is none.
std::string usualMask(const json &pipeline)
{
    std::string mask;
    if (pipeline.contains("added_tokens") && pipeline["added_tokens"].is_array())
        for (const json &token : pipeline["added_tokens"])
            if (const json content = token.is_object() ? valueOr(token, "content", "") : json();
                content == "[MASK]" || content == "<mask>")
                mask = content;
    return mask;
}

Source ofVocabTxt(const Folder &folder, const fs::path &file)
{
    const std::string className = folder.className.empty() ? "BertTokenizer" : folder.className;
    return {file, pipelineOfVocabTxt(file, folder.config), tokenizerFamily(className), "[MASK]", true};
}

Source ofVocabJson(const Folder &folder, const fs::path &file)
{
    const TokenizerFamily &family = tokenizerFamily(folder.className);
    return {file, pipelineOfVocabJson(folder.root, family.style), family,
            family.style == ByteLevelStyle::Roberta ? "<mask>" : ""};
}

Source ofSpm(const Folder &folder, const fs::path &file)
{
    const TokenizerFamily &family = tokenizerFamily(folder.className);
    json pipeline = spm::pipelineOf(file, family.fromSpm, folder.config);
    std::string mask = folder.config.contains("mask_token") ? std::string() : usualMask(pipeline);
    return {file, std::move(pipeline), family, std::move(mask)};
}

/// From whichever files the folder holds, the most complete first.
std::optional<Source> sourceOf(const Folder &folder)
{
    if (const fs::path whole = folder.root / "tokenizer.json"; fs::exists(whole)) {
        json pipeline = readJsonObject(whole);
        std::string mask = usualMask(pipeline);
        return Source{whole, std::move(pipeline), tokenizerFamily(folder.className), std::move(mask)};
    }
    if (const fs::path lines = folder.root / "vocab.txt"; fs::exists(lines))
        return ofVocabTxt(folder, lines);
    if (const fs::path ids = folder.root / "vocab.json"; fs::exists(ids) && fs::exists(folder.root / "merges.txt"))
        return ofVocabJson(folder, ids);
    if (const auto spm = spm::find(folder.root))
        return ofSpm(folder, *spm);
    return std::nullopt;
}

} // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const std::string &path, const std::string &usualClass)
{
    const fs::path root(path);
    const json config = readTokenizerConfig(root);
    Pipeline::Extras extras = readExtras(config, root);
    std::optional<Source> source = sourceOf({root, config, tokenizerClass(config, usualClass)});
    if (!source)
        return nullptr;
    if (source->family.configure)
        source->family.configure(source->pipeline, config);
    if (extras.mask.empty())
        extras.mask = source->mask;
    if (source->cleansUp && !config.contains("clean_up_tokenization_spaces"))
        extras.cleansUp = true;
    return std::make_unique<Pipeline>(source->pipeline, Origin{source->file.string()}, std::move(extras));
}

} // namespace deltascope::text
