#include "serving/prompts.h"

#include "core/served.h"

namespace deltascope::serving {

std::vector<std::vector<std::int64_t>> promptsOf(Engine &local, const std::vector<Input> &inputs)
{
    std::vector<std::vector<std::int64_t>> prompts(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Input &input = inputs[i];
        expectPrompt(input, input.origin.empty() ? "input " + std::to_string(i + 1) : input.origin);
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
