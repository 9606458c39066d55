#include "text/files/vocabfiles.h"

#include "core/outcome.h"
#include "text/files/config.h"
#include "text/files/textfile.h"

#include <map>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

template<class Take>
void eachLine(const std::string &text, Take &&take)
{
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        take(std::move(line));
        begin = end + 1;
    }
}

json added(const json &vocab, const std::string &content, bool normalized, bool stripsLeft)
{
    return {{"id", vocab.at(content)}, {"content", content},       {"single_word", false}, {"lstrip", stripsLeft},
            {"rstrip", false},         {"normalized", normalized}, {"special", true}};
}

/// Qwen2's tokenizer knows a line "#version:"; the older ones take the first line for it whatever it says, and leave
/// out what stands behind the last line's end, as transformers does.
json mergesOf(const fs::path &file, ByteLevelStyle style)
{
    std::string text = readText(file);
    const bool isStrict = style == ByteLevelStyle::Qwen2;
    if (!isStrict)
        text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n'));
    json merges = json::array();
    bool first = true;
    eachLine(text, [&](std::string line) {
        const bool isVersion = first && (!isStrict || line.starts_with("#version:"));
        if (!isVersion && !line.empty())
            merges.push_back(std::move(line));
        first = false;
    });
    return merges;
}

json special(const std::string &id, int type) { return {{"SpecialToken", {{"id", id}, {"type_id", type}}}}; }
json sequence(const char *id, int type) { return {{"Sequence", {{"id", id}, {"type_id", type}}}}; }

} // namespace

json pipelineOfVocabTxt(const fs::path &file, const json &config)
{
    json vocab = json::object();
    int next = 0;
    eachLine(readText(file), [&](std::string line) { vocab[std::move(line)] = next++; });
    // In the order in which transformers gives new ids to those that the vocabulary lacks.
    std::map<std::string, std::string> names;
    json ids = json::object(), tokens = json::array();
    for (const auto &[role, usual] : {std::pair("unk_token", "[UNK]"),
                                      {"sep_token", "[SEP]"},
                                      {"pad_token", "[PAD]"},
                                      {"cls_token", "[CLS]"},
                                      {"mask_token", "[MASK]"}}) {
        const std::string name = contentOf(valueOr(config, role, usual), "");
        names[role] = name;
        if (name.empty() || ids.contains(name))
            continue;
        const int lacking = static_cast<int>(ids.size() - tokens.size());
        ids[name] = vocab.contains(name) ? vocab[name] : json(next + lacking);
        if (vocab.contains(name))
            tokens.push_back(added(vocab, name, false, false));
    }
    for (const char *role : {"unk_token", "cls_token", "sep_token"})
        if (!ids.contains(names[role]) || (!config.contains(role) && !vocab.contains(names[role])))
            throw Failure(file.string(), "expected the token " + names[role] + ", found no such line");
    const std::string &cls = names["cls_token"], &sep = names["sep_token"];
    const json specials{{cls, {{"id", cls}, {"ids", {ids[cls]}}, {"tokens", {cls}}}},
                        {sep, {{"id", sep}, {"ids", {ids[sep]}}, {"tokens", {sep}}}}};
    const json single = json::array({special(cls, 0), sequence("A", 0), special(sep, 0)});
    json pair = single;
    pair.push_back(sequence("B", 1));
    pair.push_back(special(sep, 1));
    return {{"added_tokens", tokens},
            {"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", true},
              {"handle_chinese_chars", true},
              {"strip_accents", nullptr},
              {"lowercase", true}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor",
             {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}}},
            {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}}},
            {"model",
             {{"type", "WordPiece"},
              {"unk_token", names["unk_token"]},
              {"continuing_subword_prefix", "##"},
              {"max_input_chars_per_word", 100},
              {"vocab", vocab}}}};
}

json pipelineOfVocabJson(const fs::path &folder, ByteLevelStyle style)
{
    const fs::path vocabFile = folder / "vocab.json";
    const json vocab = readJsonText(vocabFile);
    if (!vocab.is_object())
        throw Failure(vocabFile.string(), "expected an object from token to id, found something else");
    const json merges = mergesOf(folder / "merges.txt", style);
    const auto need = [&](const char *token) {
        if (!vocab.contains(token))
            throw Failure(vocabFile.string(), std::string("expected the token ") + token + ", found no such key");
    };
    json tokens = json::array(), post;
    if (style == ByteLevelStyle::Gpt2) {
        if (vocab.contains("<|endoftext|>"))
            tokens.push_back(added(vocab, "<|endoftext|>", true, false));
        post = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", false}, {"use_regex", true}};
    } else if (style == ByteLevelStyle::Qwen2) {
        post = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", false}, {"use_regex", true}};
    } else {
        need("<s>");
        need("</s>");
        for (const char *content : {"<s>", "<pad>", "</s>", "<unk>", "<mask>"})
            if (vocab.contains(content))
                tokens.push_back(added(vocab, content, true, std::string_view(content) == "<mask>"));
        post = {{"type", "RobertaProcessing"},
                {"sep", {"</s>", vocab["</s>"]}},
                {"cls", {"<s>", vocab["<s>"]}},
                {"trim_offsets", true},
                {"add_prefix_space", false}};
    }
    json pre{{"type", "ByteLevel"},
             {"add_prefix_space", false},
             {"trim_offsets", true},
             {"use_regex", style != ByteLevelStyle::Qwen2}};
    json normalizer;
    if (style == ByteLevelStyle::Qwen2) {
        constexpr const char *words
            = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
        normalizer = {{"type", "NFC"}};
        pre = {
            {"type", "Sequence"},
            {"pretokenizers", {{{"type", "Split"}, {"pattern", {{"Regex", words}}}, {"behavior", "Isolated"}}, pre}}};
    }
    return {{"added_tokens", tokens},
            {"normalizer", normalizer},
            {"pre_tokenizer", pre},
            {"post_processor", post},
            {"decoder", {{"type", "ByteLevel"}}},
            {"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", merges}}}};
}

} // namespace deltascope::text
