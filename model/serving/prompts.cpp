#include "serving/prompts.h"

namespace deltascope::serving {

std::vector<std::vector<std::int64_t>> promptsOf(Engine &local, const std::vector<Input> &inputs)
{
    std::vector<std::vector<std::int64_t>> prompts(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Input &input = inputs[i];
        if (input.textPair || input.attentionMask || input.decoderIds || input.image || !input.pixels.empty())
            throw Failure(input.origin.empty() ? "input " + std::to_string(i + 1) : input.origin,
                          "expected a text, a conversation or ids, which are what servers take, found more");
        if (input.ids) {
            prompts[i] = *input.ids;
            continue;
        }
        TokensRole *tokens = local.tokens();
        if (!tokens)
            throw Failure("servers", "expected an engine that tells the tokens of texts, found one that does not");
        prompts[i] = valueOf(tokens->tokenize({input})).front().ids;
    }
    return prompts;
}

} // namespace deltascope::serving
