#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace deltascope::text {

struct Encoding {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> typeIds; ///< 0 for the first segment, 1 for the second
    std::vector<std::string> tokens; ///< the vocabulary's text of each id
    std::vector<std::pair<std::int64_t, std::int64_t>> offsets; ///< code points of the original text; special: 0, 0
    std::vector<bool> added; ///< whether a token stands for no text: the tokenizer added it
};

/// Text to ids and back, equal to transformers' fast tokenizers. Immutable once loaded.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;
    /// With the special tokens that the tokenizer adds by itself.
    virtual Encoding encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt) const = 0;
    /// The same text without them, as a rendered conversation is encoded.
    virtual Encoding encodeBare(std::string_view text) const = 0;
    /// Skips special tokens; ids outside the vocabulary are skipped too.
    virtual std::string decode(const std::vector<std::int64_t> &ids) const = 0;
    /// What a token reads behind other text, special ones included.
    virtual std::string piece(std::int64_t id) const = 0;
    virtual std::optional<std::string> token(std::int64_t id) const = 0;
    virtual std::optional<std::int64_t> id(std::string_view token) const = 0;
    virtual std::optional<std::int64_t> maskId() const = 0;
    virtual std::int64_t size() const = 0;
};

/// The tokenizer of a model folder, from whichever files it holds; null if it holds none. `usualClass` is the Python
/// class where they name none (it decides how vocab files without tokenizer.json are read); may be empty. Throws
/// Failure naming file, key, expected and found for files that are damaged.
std::unique_ptr<Tokenizer> loadTokenizer(const std::string &folder, const std::string &usualClass);

} // namespace deltascope::text
