#pragma once

#include "text/spm/file.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace deltascope::text::spm {

using nlohmann::json;

constexpr const char *sign = "\u2581"; ///< stands for a blank

/// Tokens in the order of their ids, with their scores.
using Vocabulary = std::vector<std::pair<std::string, double>>;

/// A SentencePiece file and tokenizer_config.json, with the parts that families make of them.
struct Source {
    const File &file;
    const json &config;

    bool flag(const char *key, bool otherwise) const;
    json metaspace() const;
    /// The pieces as they are.
    Vocabulary vocabulary() const;
    /// The file's first three pieces replaced by those that the family numbers itself.
    Vocabulary renumbered(std::initializer_list<const char *> first) const;
    /// The compiled normalization, if the file has one, put behind a list of normalizers.
    void addPrecompiled(json &normalizers) const;
};

json replace(const json &pattern, const char *content);
json sequence(const char *key, json list);
/// The compiled normalization, no blanks at the end, one sign for several blanks.
json usualNormalizer(const Source &source);

enum class Unknowns { AsUnknown, AsBytes };
/// A Unigram or a BPE, as the file is.
json modelOf(const Source &source, const Vocabulary &vocabulary, std::int64_t unknown,
             Unknowns unknowns = Unknowns::AsUnknown);

/// "A", "B", or a token; each with its type id.
using Template = std::vector<std::pair<std::string, int>>;
json templateOf(const Template &single, const Template &pair, const Vocabulary &vocabulary);

/// A special token by its role, as the family's class names it by default.
struct Role {
    const char *key; ///< of tokenizer_config.json
    std::string content;
    bool stripsLeft = false, normalized = false;
};
/// Control and user-defined pieces, then the roles that the configuration does not name otherwise.
json addedTokens(const Source &source, const Vocabulary &vocabulary, const std::vector<Role> &roles);
/// The vocabulary's tokens [begin, end), which the family adds itself, as special ones.
void addSpecials(json &added, const Vocabulary &vocabulary, std::size_t begin, std::size_t end);

} // namespace deltascope::text::spm
