#pragma once

// The parts of a pipeline, each built from its object in tokenizer.json (Hugging Face tokenizers 0.22).
#include "text/chars.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope::text {

/// Where the objects come from, for messages.
struct Origin {
    std::string file;
    [[noreturn]] void refuse(const std::string &key, const std::string &expected, const nlohmann::json &found) const;
    const nlohmann::json &member(const nlohmann::json &object, const char *key) const;
    std::string text(const nlohmann::json &object, const char *key) const;
    bool flag(const nlohmann::json &object, const char *key, bool otherwise) const;
};

class Normalizer {
public:
    virtual ~Normalizer() = default;
    virtual void apply(Chars &text) const = 0;
};
/// Null for a null object.
std::unique_ptr<Normalizer> makeNormalizer(const nlohmann::json &object, const Origin &origin);

class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    /// Replaces every piece by the pieces it splits into; empty pieces vanish.
    virtual void apply(std::vector<Chars> &pieces) const = 0;
};
std::unique_ptr<PreTokenizer> makePreTokenizer(const nlohmann::json &object, const Origin &origin);

/// Where a Metaspace puts its sign in front of a text: "always", "first" (of the whole text) or "never".
std::string prependScheme(const nlohmann::json &object, const Origin &origin);

struct Token {
    std::int64_t id;
    std::int32_t begin, end; ///< code points of the original text
    std::int32_t typeId = 0;
    bool special = false; ///< added by the post-processor
    std::int32_t blanksBefore = 0, blanksBehind = 0; ///< that an added token took along
};

/// The vocabulary and how a piece becomes its tokens. Immutable.
class Model {
public:
    virtual ~Model() = default;
    virtual void tokenize(const Chars &piece, std::vector<Token> &tokens) const = 0;
    virtual std::optional<std::int64_t> id(std::string_view token) const = 0;
    virtual std::optional<std::string> token(std::int64_t id) const = 0;
    virtual std::int64_t size() const = 0;
};
std::unique_ptr<Model> makeModel(const nlohmann::json &object, const Origin &origin);

class PostProcessor {
public:
    virtual ~PostProcessor() = default;
    using Segments = std::vector<std::vector<Token>>; ///< one or two
    /// One list of tokens: the segments, trimmed and with special tokens around.
    virtual std::vector<Token> apply(Segments segments) const = 0;
};
/// `trims` learns the text of a token, to see the blanks it begins or ends with.
std::unique_ptr<PostProcessor> makePostProcessor(
    const nlohmann::json &object, const Origin &origin, const Model &model,
    const std::function<std::optional<std::int64_t>(const std::string &)> &idOf);

class Decoder {
public:
    virtual ~Decoder() = default;
    virtual std::vector<std::string> apply(std::vector<std::string> tokens) const = 0;
};
std::unique_ptr<Decoder> makeDecoder(const nlohmann::json &object, const Origin &origin);

/// GPT-2's table of printable characters for bytes, and back (-1 for others).
char32_t byteToChar(unsigned char byte);
int charToByte(char32_t c);

} // namespace deltascope::text
