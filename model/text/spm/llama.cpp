#include "text/spm/families.h"
#include "text/spm/source.h"

#include <algorithm>

namespace deltascope::text::spm {

namespace {

/// Signs become blanks, bytes text.
json fallbackDecoders()
{
    return json::array({replace({{"String", sign}}, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
}

} // namespace

json llama(const Source &source)
{
    const Vocabulary vocabulary = source.vocabulary();
    const bool legacy = source.flag("legacy", true), prefixed = source.flag("add_prefix_space", true);
    json normalizer = json::array();
    if (prefixed)
        normalizer.push_back({{"type", "Prepend"}, {"prepend", sign}});
    normalizer.push_back(replace({{"String", " "}}, sign));
    json metaspace = source.metaspace();
    metaspace["split"] = false;
    json decoders = fallbackDecoders();
    if (prefixed)
        decoders.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    return {{"normalizer", legacy ? sequence("normalizers", normalizer) : json()},
            {"pre_tokenizer", legacy ? json() : metaspace},
            {"decoder", sequence("decoders", decoders)},
            {"model", modelOf(source, vocabulary, 0, Unknowns::AsBytes)},
            {"added_tokens",
             addedTokens(source, vocabulary, {{"unk_token", "<unk>"}, {"bos_token", "<s>"}, {"eos_token", "</s>"}})}};
}

json gemma(const Source &source)
{
    Vocabulary vocabulary = source.renumbered({"<pad>", "<eos>", "<bos>"});
    const auto named = [&](const std::string &token) {
        return std::find_if(vocabulary.begin(), vocabulary.end(),
                            [&](const auto &entry) { return entry.first == token; });
    };
    if (const auto tab = named("<0x09>"); named("\t") == vocabulary.end() && tab != vocabulary.end())
        *tab = {"\t", 0.0};
    return {
        {"normalizer", replace({{"String", " "}}, sign)},
        {"pre_tokenizer",
         {{"type", "Split"}, {"pattern", {{"String", " "}}}, {"behavior", "MergedWithPrevious"}, {"invert", false}}},
        {"decoder", sequence("decoders", fallbackDecoders())},
        {"model", modelOf(source, vocabulary, 3, Unknowns::AsBytes)},
        {"added_tokens",
         addedTokens(
             source, vocabulary,
             {{"bos_token", "<bos>"}, {"eos_token", "<eos>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}})}};
}

} // namespace deltascope::text::spm
