#pragma once

#include "engine/local/session.h"
#include "nn/backbone.h"

#include <optional>
#include <vector>

namespace deltascope {

/// An input as ids, checked against each other.
struct Prepared {
    bool hasFailed = false; ///< it could not be prepared: it has nothing to run and is in no group
    std::vector<std::int64_t> ids, mask, typeIds, decoderIds; ///< mask, typeIds, decoderIds: empty if there is none
    std::vector<float> pixels;
    Shape pixelShape;
    std::vector<std::pair<std::int64_t, std::int64_t>> offsets; ///< of a text's tokens, code points
    std::vector<bool> added; ///< of a text's tokens: that the tokenizer added by itself
    std::string where; ///< names the input in messages
    std::string text;
    std::int64_t contextStart = 0; ///< first token of the second segment (question answering); 0 without one

    /// Index of the last real token.
    std::int64_t lastReal() const;
    bool isReal(std::int64_t position) const { return mask.empty() || mask[position] != 0; }
    std::int64_t length() const { return static_cast<std::int64_t>(ids.size()); }
};

/// How messages name an input: by its origin, else by its place (from 0).
std::string nameOf(const Input &input, std::size_t place);

/// A text or a conversation as tokens.
struct EncodedInput {
    text::Encoding encoding;
    std::optional<std::string> prompt; ///< of a conversation
};
/// What went wrong with an input, said of it once; what it was said of stands in the sentence.
Error errorAt(const std::string &where, const Error &error);
/// Throws Failure; `where` names the input.
EncodedInput encode(const Session &session, const Input &input, const std::string &where);

/// Tokenizes where needed. Throws Failure naming the input by its number (from 1).
std::vector<Prepared> prepare(const Session &session, const std::vector<Input> &inputs);
/// The same, but an input that is wrong is empty and among the failures, named by its number (from 1).
std::vector<Prepared> prepareEach(const Session &session, const std::vector<Input> &inputs,
                                  std::vector<InputFailure> &failures);

/// A prompt without its hidden positions: generation counts real tokens only (transformers' cumsum of the mask).
Prepared withoutHidden(const Prepared &input);

/// Inputs that may run together: equally long, with the same optional tensors. Nothing is padded, so that batching
/// never changes a result. Inputs that have nothing to run are in no group.
std::vector<std::vector<int>> groupAlike(const std::vector<Prepared> &inputs, std::size_t most);

/// Tokens that one batch may hold over all its lanes: keeps activations within some hundred megabytes.
constexpr std::size_t mostTokensTogether = 16384;
/// How many of the inputs may run together under `columns`, with at most `tokens` in all lanes; one at least.
std::size_t inputsPerBatch(const std::vector<Prepared> &inputs, std::size_t columns, std::size_t tokens);

/// One row per listed input; mask and type ids cover what `fronts` puts in front of the ids. Of the ids those behind
/// the first `past`, which a cache has.
nn::Batch makeBatch(const std::vector<Prepared> &inputs, const std::vector<int> &members, const nn::RowsPtr &rows,
                    const nn::Pass::Fronts &fronts, std::int64_t past);

} // namespace deltascope
