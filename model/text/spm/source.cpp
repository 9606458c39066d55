#include "text/spm/source.h"

#include "text/chars.h"
#include "text/parts/precompiled.h"

#include <algorithm>
#include <unordered_map>

namespace deltascope::text::spm {

namespace {

std::unordered_map<std::string, std::int64_t> idsOf(const Vocabulary &vocabulary)
{
    std::unordered_map<std::string, std::int64_t> ids;
    for (const auto &[token, score] : vocabulary)
        ids.emplace(token, static_cast<std::int64_t>(ids.size()));
    return ids;
}

json addedToken(json id, const Role &token, bool isSpecial)
{
    return {{"id", std::move(id)},        {"content", token.content}, {"single_word", false},
            {"lstrip", token.stripsLeft}, {"rstrip", false},          {"normalized", token.normalized},
            {"special", isSpecial}};
}

/// Pairs of tokens that make a third, the likeliest third first.
json mergesOf(const Vocabulary &vocabulary)
{
    std::unordered_map<std::string, std::int64_t> ids = idsOf(vocabulary);
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

} // namespace

bool Source::flag(const char *key, bool otherwise) const
{
    const auto found = config.find(key);
    return found != config.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

json Source::metaspace() const
{
    const char *scheme = !flag("add_prefix_space", true) ? "never" : flag("legacy", true) ? "always" : "first";
    return {{"type", "Metaspace"}, {"replacement", sign}, {"prepend_scheme", scheme}, {"split", true}};
}

Vocabulary Source::vocabulary() const
{
    Vocabulary vocabulary;
    for (const File::Piece &piece : file.pieces)
        vocabulary.emplace_back(piece.text, piece.score);
    return vocabulary;
}

Vocabulary Source::renumbered(std::initializer_list<const char *> first) const
{
    Vocabulary vocabulary;
    for (const char *token : first)
        vocabulary.emplace_back(token, 0.0);
    for (std::size_t i = 3; i < file.pieces.size(); ++i)
        vocabulary.emplace_back(file.pieces[i].text, file.pieces[i].score);
    return vocabulary;
}

void Source::addPrecompiled(json &normalizers) const
{
    if (!file.charsMap.empty())
        normalizers.push_back({{"type", "Precompiled"}, {"precompiled_charsmap", toBase64(file.charsMap)}});
}

json replace(const json &pattern, const char *content)
{
    return {{"type", "Replace"}, {"pattern", pattern}, {"content", content}};
}

json sequence(const char *key, json list) { return {{"type", "Sequence"}, {key, std::move(list)}}; }

json usualNormalizer(const Source &source)
{
    json list = json::array();
    source.addPrecompiled(list);
    list.push_back({{"type", "Strip"}, {"strip_left", false}, {"strip_right", true}});
    list.push_back(replace({{"Regex", " {2,}"}}, sign));
    return sequence("normalizers", list);
}

json modelOf(const Source &source, const Vocabulary &vocabulary, std::int64_t unknown, Unknowns unknowns)
{
    const bool fallsBack = unknowns == Unknowns::AsBytes;
    if (source.file.algorithm == File::Algorithm::Unigram)
        return {{"type", "Unigram"}, {"vocab", vocabulary}, {"unk_id", unknown}, {"byte_fallback", fallsBack}};
    json ids = json::object();
    std::int64_t next = 0;
    for (const auto &[token, score] : vocabulary)
        ids[token] = next++;
    return {{"type", "BPE"},
            {"vocab", ids},
            {"merges", mergesOf(vocabulary)},
            {"unk_token", source.file.unknownPiece},
            {"fuse_unk", true},
            {"byte_fallback", fallsBack}};
}

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

json addedTokens(const Source &source, const Vocabulary &vocabulary, const std::vector<Role> &roles)
{
    const std::unordered_map<std::string, std::int64_t> ids = idsOf(vocabulary);
    json list = json::array();
    std::int64_t next = static_cast<std::int64_t>(vocabulary.size());
    const auto add = [&](const Role &token, bool isSpecial) {
        const auto known = ids.find(token.content);
        list.push_back(addedToken(known != ids.end() ? known->second : next++, token, isSpecial));
    };
    for (const File::Piece &piece : source.file.pieces)
        if (piece.kind == File::Kind::Control || piece.kind == File::Kind::UserDefined)
            add({"", piece.text},
                piece.kind == File::Kind::Control || piece.text == "<start_of_turn>" || piece.text == "<end_of_turn>");
    for (const Role &role : roles)
        if (!source.config.contains(role.key))
            add(role, true);
    return list;
}

void addSpecials(json &added, const Vocabulary &vocabulary, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i)
        added.push_back(addedToken(i, {"", vocabulary[i].first}, true));
}

} // namespace deltascope::text::spm
