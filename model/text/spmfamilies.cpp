#include "text/spmfamilies.h"

#include "core/outcome.h"
#include "text/chars.h"
#include "text/precompiled.h"
#include "text/spmfile.h"

#include <algorithm>
#include <unordered_map>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

using Vocabulary = std::vector<std::pair<std::string, double>>;

constexpr const char *sign = "\u2581";
constexpr const char *languages[] = {"ar_AR", "cs_CZ", "de_DE", "en_XX", "es_XX", "et_EE", "fi_FI", "fr_XX", "gu_IN",
                                     "hi_IN", "it_IT", "ja_XX", "kk_KZ", "ko_KR", "lt_LT", "lv_LV", "my_MM", "ne_NP",
                                     "nl_XX", "ro_RO", "ru_RU", "si_LK", "tr_TR", "vi_VN", "zh_CN"};
/// Those that mBART-50 adds.
constexpr const char *moreLanguages[]
    = {"af_ZA", "az_AZ", "bn_IN", "fa_IR", "he_IL", "hr_HR", "id_ID", "ka_GE", "km_KH",
       "mk_MK", "ml_IN", "mn_MN", "mr_IN", "pl_PL", "ps_AF", "pt_XX", "sv_SE", "sw_KE",
       "ta_IN", "te_IN", "th_TH", "tl_XX", "uk_UA", "ur_PK", "xh_ZA", "gl_ES", "sl_SI"};

/// A special token by its role, as the family's class names it by default.
struct Role {
    const char *key, *content;
    bool stripsLeft = false, normalized = false;
};

struct Builder {
    const SpmFile &file;
    const json &config;

    bool flag(const char *key, bool otherwise) const
    {
        const auto found = config.find(key);
        return found != config.end() && found->is_boolean() ? found->get<bool>() : otherwise;
    }
    std::string scheme() const
    {
        return !flag("add_prefix_space", true) ? "never" : flag("legacy", true) ? "always" : "first";
    }
    json metaspace() const
    {
        return {{"type", "Metaspace"}, {"replacement", sign}, {"prepend_scheme", scheme()}, {"split", true}};
    }
    json precompiled() const { return {{"type", "Precompiled"}, {"precompiled_charsmap", toBase64(file.charsMap)}}; }

    Vocabulary plainVocabulary() const
    {
        Vocabulary vocabulary;
        for (const SpmFile::Piece &piece : file.pieces)
            vocabulary.emplace_back(piece.text, piece.score);
        return vocabulary;
    }
    /// The file's first three pieces replaced by those that the family numbers itself.
    Vocabulary renumbered(std::initializer_list<const char *> first) const
    {
        Vocabulary vocabulary;
        for (const char *token : first)
            vocabulary.emplace_back(token, 0.0);
        for (std::size_t i = 3; i < file.pieces.size(); ++i)
            vocabulary.emplace_back(file.pieces[i].text, file.pieces[i].score);
        return vocabulary;
    }
};

json replace(const json &pattern, const char *content)
{
    return {{"type", "Replace"}, {"pattern", pattern}, {"content", content}};
}

json sequence(const char *key, json list) { return {{"type", "Sequence"}, {key, std::move(list)}}; }

json usualNormalizer(const Builder &builder)
{
    json list = json::array();
    if (!builder.file.charsMap.empty())
        list.push_back(builder.precompiled());
    list.push_back({{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}});
    list.push_back(replace({{"Regex", " {2,}"}}, sign));
    return sequence("normalizers", list);
}

/// ALBERT's and XLNet's.
json quotingNormalizer(const Builder &builder, bool lowersByDefault)
{
    json list = json::array({replace({{"String", "``"}}, "\""), replace({{"String", "''"}}, "\"")});
    if (!builder.flag("keep_accents", false)) {
        list.push_back({{"type", "NFKD"}});
        list.push_back({{"type", "StripAccents"}});
    }
    if (builder.flag("do_lower_case", lowersByDefault))
        list.push_back({{"type", "Lowercase"}});
    if (!builder.file.charsMap.empty())
        list.push_back(builder.precompiled());
    list.push_back(replace({{"Regex", " {2,}"}}, " "));
    return sequence("normalizers", list);
}

json debertaNormalizer(const Builder &builder)
{
    json list = json::array();
    if (builder.flag("do_lower_case", false))
        list.push_back({{"type", "Lowercase"}});
    list.push_back({{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}});
    if (!builder.file.charsMap.empty())
        list.push_back(builder.precompiled());
    list.push_back(replace({{"Regex", " {2,}"}}, " "));
    return sequence("normalizers", list);
}

/// Pieces that end in a digit and a comma are made unlikely.
Vocabulary withoutCommas(const Builder &builder)
{
    Vocabulary vocabulary = builder.plainVocabulary();
    for (auto &[piece, score] : vocabulary) {
        const Chars chars = charsOf(piece);
        if (chars.size() >= 2 && chars.back().c == ',' && isNumber(chars[chars.size() - 2].c))
            score -= 100;
    }
    return vocabulary;
}

/// Pairs of tokens that make a third, the likeliest third first.
json mergesOf(const Vocabulary &vocabulary)
{
    std::unordered_map<std::string, std::int64_t> ids;
    for (const auto &[token, score] : vocabulary)
        ids.emplace(token, static_cast<std::int64_t>(ids.size()));
    struct Merge {
        std::string left, right;
        double score;
        std::size_t leftSize, rightSize;
    };
    std::vector<Merge> merges;
    for (const auto &[token, score] : vocabulary) {
        const Chars chars = charsOf(token);
        std::vector<Merge> local;
        std::string left;
        for (std::size_t cut = 1; cut < chars.size(); ++cut) {
            append(left, chars[cut - 1].c);
            std::string right = token.substr(left.size());
            if (ids.count(left) && ids.count(right))
                local.push_back({left, std::move(right), score, cut, chars.size() - cut});
        }
        std::stable_sort(local.begin(), local.end(), [&](const Merge &a, const Merge &b) {
            return std::pair(ids[a.left], ids[a.right]) < std::pair(ids[b.left], ids[b.right]);
        });
        merges.insert(merges.end(), local.begin(), local.end());
    }
    std::stable_sort(merges.begin(), merges.end(), [](const Merge &a, const Merge &b) {
        return std::tuple(a.score, a.leftSize, a.rightSize) > std::tuple(b.score, b.leftSize, b.rightSize);
    });
    json list = json::array();
    for (Merge &merge : merges)
        list.push_back({std::move(merge.left), std::move(merge.right)});
    return list;
}

json modelOf(const Builder &builder, const Vocabulary &vocabulary, std::int64_t unknown, bool fallsBack)
{
    if (builder.file.algorithm == SpmFile::Algorithm::Unigram)
        return {{"type", "Unigram"}, {"vocab", vocabulary}, {"unk_id", unknown}, {"byte_fallback", fallsBack}};
    json ids = json::object();
    std::int64_t next = 0;
    for (const auto &[token, score] : vocabulary)
        ids[token] = next++;
    return {{"type", "BPE"},
            {"vocab", ids},
            {"merges", mergesOf(vocabulary)},
            {"unk_token", builder.file.unknownPiece},
            {"fuse_unk", true},
            {"byte_fallback", fallsBack}};
}

/// "A", "B", or a token; each with its type id.
using Template = std::vector<std::pair<std::string, int>>;

json templateOf(const Template &single, const Template &pair, const Vocabulary &vocabulary)
{
    json specials = json::object();
    const auto list = [&](const Template &pieces) {
        json out = json::array();
        for (const auto &[piece, type] : pieces) {
            const bool isText = piece == "A" || piece == "B";
            out.push_back({{isText ? "Sequence" : "SpecialToken", {{"id", piece}, {"type_id", type}}}});
            const auto found = std::find_if(vocabulary.begin(), vocabulary.end(),
                                            [&, &name = piece](const auto &entry) { return entry.first == name; });
            if (!isText)
                specials[piece] = {{"id", piece}, {"ids", {found - vocabulary.begin()}}, {"tokens", {piece}}};
        }
        return out;
    };
    json singleList = list(single), pairList = list(pair);
    return {{"type", "TemplateProcessing"}, {"single", singleList}, {"pair", pairList}, {"special_tokens", specials}};
}

/// Control and user-defined pieces, then the roles that the configuration does not name otherwise.
json addedTokens(const Builder &builder, const Vocabulary &vocabulary, const std::vector<Role> &roles)
{
    std::unordered_map<std::string, std::int64_t> ids;
    for (const auto &[token, score] : vocabulary)
        ids.emplace(token, static_cast<std::int64_t>(ids.size()));
    json list = json::array();
    std::int64_t next = static_cast<std::int64_t>(vocabulary.size());
    const auto add = [&](const std::string &content, bool stripsLeft, bool normalized, bool special) {
        const auto known = ids.find(content);
        list.push_back({{"id", known != ids.end() ? known->second : next++},
                        {"content", content},
                        {"single_word", false},
                        {"lstrip", stripsLeft},
                        {"rstrip", false},
                        {"normalized", normalized},
                        {"special", special}});
    };
    for (const SpmFile::Piece &piece : builder.file.pieces)
        if (piece.kind == SpmFile::Kind::Control || piece.kind == SpmFile::Kind::UserDefined)
            add(piece.text, false, false,
                piece.kind == SpmFile::Kind::Control || piece.text == "<start_of_turn>"
                    || piece.text == "<end_of_turn>");
    for (const Role &role : roles)
        if (!builder.config.contains(role.key))
            add(role.content, role.stripsLeft, role.normalized, true);
    return list;
}

json t5(const Builder &builder)
{
    constexpr int extras = 100;
    const auto wanted = builder.config.find("extra_ids");
    const int count = wanted != builder.config.end() && wanted->is_number_integer()
                          ? std::clamp(wanted->get<int>(), 0, 100000)
                          : extras;
    Vocabulary vocabulary = builder.plainVocabulary();
    for (int i = count - 1; i >= 0; --i)
        vocabulary.emplace_back("<extra_id_" + std::to_string(i) + ">", 0.0);
    json added
        = addedTokens(builder, vocabulary, {{"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}});
    for (std::size_t i = builder.file.pieces.size(); i < vocabulary.size(); ++i)
        added.push_back({{"id", i},
                         {"content", vocabulary[i].first},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    return {{"normalizer", usualNormalizer(builder)},
            {"pre_tokenizer", builder.metaspace()},
            {"decoder", builder.metaspace()},
            {"post_processor",
             templateOf({{"A", 0}, {"</s>", 0}}, {{"A", 0}, {"</s>", 0}, {"B", 0}, {"</s>", 0}}, vocabulary)},
            {"model", modelOf(builder, vocabulary, builder.file.unknown, false)},
            {"added_tokens", added}};
}

/// fairseq's numbering, which XLM-RoBERTa and mBART share.
json fairseq(const Builder &builder, const std::string &family)
{
    Vocabulary vocabulary = builder.renumbered({"<s>", "<pad>", "</s>", "<unk>"});
    const bool isMbart = family.rfind("MBart", 0) == 0, is50 = family == "MBart50Tokenizer";
    std::vector<Role> roles{
        {"bos_token", "<s>"}, {"pad_token", "<pad>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}};
    if (isMbart)
        for (const char *code : languages)
            vocabulary.emplace_back(code, 0.0);
    if (is50)
        for (const char *code : moreLanguages)
            vocabulary.emplace_back(code, 0.0);
    vocabulary.emplace_back("<mask>", 0.0);
    roles.push_back({"mask_token", "<mask>", true});
    json added = addedTokens(builder, vocabulary, roles);
    for (std::size_t i = builder.file.pieces.size() + 1; i + 1 < vocabulary.size(); ++i)
        added.push_back({{"id", i},
                         {"content", vocabulary[i].first},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    const Template single = !isMbart ? Template{{"<s>", 0}, {"A", 0}, {"</s>", 0}}
                            : is50   ? Template{{"en_XX", 0}, {"A", 0}, {"</s>", 0}}
                                     : Template{{"A", 0}, {"</s>", 0}, {"en_XX", 0}};
    const Template pair = !isMbart ? Template{{"<s>", 0}, {"A", 0}, {"</s>", 0}, {"</s>", 0}, {"B", 0}, {"</s>", 0}}
                          : is50   ? Template{{"en_XX", 0}, {"A", 0}, {"B", 0}, {"</s>", 0}}
                                   : Template{{"A", 0}, {"B", 0}, {"</s>", 0}, {"en_XX", 0}};
    return {{"normalizer", usualNormalizer(builder)},
            {"pre_tokenizer", builder.metaspace()},
            {"decoder", builder.metaspace()},
            {"post_processor", templateOf(single, pair, vocabulary)},
            {"model", modelOf(builder, vocabulary, 3, false)},
            {"added_tokens", added}};
}

json albert(const Builder &builder)
{
    const Vocabulary vocabulary = withoutCommas(builder);
    return {{"normalizer", quotingNormalizer(builder, true)},
            {"pre_tokenizer", builder.metaspace()},
            {"decoder", builder.metaspace()},
            {"post_processor", templateOf({{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}},
                                          {{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}, {"B", 1}, {"[SEP]", 1}}, vocabulary)},
            {"model", modelOf(builder, vocabulary, builder.file.unknown, false)},
            {"added_tokens", addedTokens(builder, vocabulary,
                                         {{"bos_token", "[CLS]"},
                                          {"eos_token", "[SEP]"},
                                          {"unk_token", "<unk>"},
                                          {"pad_token", "<pad>"},
                                          {"mask_token", "[MASK]", true}})}};
}

json xlnet(const Builder &builder)
{
    const Vocabulary vocabulary = withoutCommas(builder);
    return {{"normalizer", quotingNormalizer(builder, false)},
            {"pre_tokenizer", builder.metaspace()},
            {"decoder", builder.metaspace()},
            {"post_processor", templateOf({{"A", 0}, {"<sep>", 0}, {"<cls>", 2}},
                                          {{"A", 0}, {"<sep>", 0}, {"B", 1}, {"<sep>", 1}, {"<cls>", 2}}, vocabulary)},
            {"model", modelOf(builder, vocabulary, builder.file.unknown, false)},
            {"added_tokens", addedTokens(builder, vocabulary,
                                         {{"bos_token", "<s>"},
                                          {"eos_token", "</s>"},
                                          {"unk_token", "<unk>"},
                                          {"sep_token", "<sep>"},
                                          {"pad_token", "<pad>"},
                                          {"cls_token", "<cls>"},
                                          {"mask_token", "<mask>", true},
                                          {"additional_special_tokens", "<eop>"},
                                          {"additional_special_tokens", "<eod>"}})}};
}

json deberta(const Builder &builder)
{
    const Vocabulary vocabulary = builder.plainVocabulary();
    json pre = json::array();
    if (builder.flag("split_by_punct", false))
        pre.push_back({{"type", "Punctuation"}, {"behavior", "Isolated"}});
    pre.push_back(builder.metaspace());
    return {{"normalizer", debertaNormalizer(builder)},
            {"pre_tokenizer", sequence("pretokenizers", pre)},
            {"decoder", builder.metaspace()},
            {"post_processor", templateOf({{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}},
                                          {{"[CLS]", 0}, {"A", 0}, {"[SEP]", 0}, {"B", 1}, {"[SEP]", 1}}, vocabulary)},
            {"model", modelOf(builder, vocabulary, builder.file.unknown, false)},
            {"added_tokens", addedTokens(builder, vocabulary,
                                         {{"pad_token", "[PAD]"},
                                          {"cls_token", "[CLS]"},
                                          {"sep_token", "[SEP]"},
                                          {"unk_token", "[UNK]", false, true},
                                          {"mask_token", "[MASK]"}})}};
}

json fallbackDecoder(bool strips)
{
    json list = json::array({replace({{"String", sign}}, " "), {{"type", "ByteFallback"}}, {{"type", "Fuse"}}});
    if (strips)
        list.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
    return sequence("decoders", list);
}

json llama(const Builder &builder)
{
    const Vocabulary vocabulary = builder.plainVocabulary();
    const bool legacy = builder.flag("legacy", true), prefixed = builder.flag("add_prefix_space", true);
    json normalizer = json::array();
    if (prefixed)
        normalizer.push_back({{"type", "Prepend"}, {"prepend", sign}});
    normalizer.push_back(replace({{"String", " "}}, sign));
    json metaspace = builder.metaspace();
    metaspace["split"] = false;
    return {{"normalizer", legacy ? sequence("normalizers", normalizer) : json()},
            {"pre_tokenizer", legacy ? json() : metaspace},
            {"decoder", fallbackDecoder(prefixed)},
            {"model", modelOf(builder, vocabulary, 0, true)},
            {"added_tokens",
             addedTokens(builder, vocabulary, {{"unk_token", "<unk>"}, {"bos_token", "<s>"}, {"eos_token", "</s>"}})}};
}

json gemma(const Builder &builder)
{
    Vocabulary vocabulary = builder.renumbered({"<pad>", "<eos>", "<bos>"});
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
        {"decoder", fallbackDecoder(false)},
        {"model", modelOf(builder, vocabulary, 3, true)},
        {"added_tokens",
         addedTokens(
             builder, vocabulary,
             {{"bos_token", "<bos>"}, {"eos_token", "<eos>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}})}};
}

json otherwise(const Builder &builder)
{
    const Vocabulary vocabulary = builder.plainVocabulary();
    return {{"normalizer", usualNormalizer(builder)},
            {"pre_tokenizer", builder.metaspace()},
            {"decoder", builder.metaspace()},
            {"model", modelOf(builder, vocabulary, builder.file.unknown, false)},
            {"added_tokens", addedTokens(builder, vocabulary, {})}};
}

} // namespace

std::optional<fs::path> findSpm(const fs::path &folder)
{
    for (const char *name : {"spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model"})
        if (fs::exists(folder / name))
            return folder / name;
    return std::nullopt;
}

json pipelineOfSpm(const fs::path &path, const std::string &family, const json &config)
{
    const SpmFile file = readSpm(path);
    if (file.pieces.size() < 4)
        throw Failure(path.string(), "expected at least 4 pieces, found " + std::to_string(file.pieces.size()));
    const Builder builder{file, config};
    if (family == "T5Tokenizer" || family == "MT5Tokenizer")
        return t5(builder);
    if (family == "XLMRobertaTokenizer" || family == "MBartTokenizer" || family == "MBart50Tokenizer")
        return fairseq(builder, family);
    if (family == "AlbertTokenizer")
        return albert(builder);
    if (family == "XLNetTokenizer")
        return xlnet(builder);
    if (family == "DebertaV2Tokenizer")
        return deberta(builder);
    if (family == "GemmaTokenizer")
        return gemma(builder);
    if (family == "LlamaTokenizer" || path.filename() == "tokenizer.model")
        return llama(builder);
    return otherwise(builder);
}

} // namespace deltascope::text
