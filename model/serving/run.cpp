#include "serving/run.h"

#include "serving/prompts.h"

#include <cmath>

namespace deltascope::serving {

namespace {

constexpr std::int64_t usualLength = 32, usualTopK = 50; // transformers'

template<class T>
void settle(std::optional<T> &given, const std::optional<T> &configured)
{
    if (!given)
        given = configured;
}

Output outputOf(const std::vector<std::int64_t> &prompt, const Completion &completion)
{
    Output output;
    output.ids = prompt;
    bool hasAll = true;
    for (const CompletedToken &token : completion.tokens) {
        output.newIds.push_back(token.id);
        output.newProbabilities.push_back(std::exp(token.logProb.value_or(0)));
        hasAll = hasAll && token.logProb;
    }
    if (!hasAll)
        output.newProbabilities.clear();
    output.text = completion.text;
    return output;
}

} // namespace

GenerationSettings settled(const GenerationSettings &given, const GenerationSettings &configured)
{
    GenerationSettings settings = given;
    settle(settings.repetitionPenalty, configured.repetitionPenalty);
    settle(settings.noRepeatNgram, configured.noRepeatNgram);
    if (given.basis == GenerationSettings::Basis::AsConfigured) {
        settle(settings.samples, configured.samples);
        settle(settings.beams, configured.beams);
        settle(settings.maxNewTokens, configured.maxNewTokens);
        settle(settings.minNewTokens, configured.minNewTokens);
    }
    if (settings.samples.value_or(false)) {
        settle(settings.temperature, configured.temperature);
        settle(settings.topK, configured.topK);
        settle(settings.topP, configured.topP);
        settle(settings.minP, configured.minP);
        settle(settings.topK, std::optional(usualTopK));
    }
    settle(settings.maxNewTokens, std::optional(usualLength));
    return settings;
}

Outcome<ColumnResult> runServed(Engine &local, const Server &server, const ServedColumn &column,
                                const RunRequest &request, Progress &progress)
{
    try {
        ColumnResult result{column.name, column.attached, {}, {}, {}, {}};
        CompletionRequest question;
        question.adapters = column.shares;
        question.generation = settled(request.generation, local.network()->generation);
        question.maxTokens = *question.generation.maxNewTokens;
        question.alternatives = 1;
        const std::vector<std::vector<std::int64_t>> prompts = promptsOf(local, request.inputs);
        for (std::size_t i = 0; i < prompts.size(); ++i) {
            progress.report(double(i) / double(prompts.size()), "asking " + server.name);
            question.ids = prompts[i];
            if (i < request.seeds.size())
                question.generation.seed = request.seeds[i];
            result.outputs.push_back(outputOf(prompts[i], valueOf(server.engine->complete(question, progress))));
        }
        return result;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving
