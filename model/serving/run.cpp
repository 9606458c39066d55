#include "serving/run.h"

#include "serving/asking.h"
#include "serving/prompts.h"

namespace deltascope::serving {

Outcome<ServedRun> runServed(Engine &local, const Server &server, const ServedColumn &column, const RunRequest &request,
                             Progress &progress)
{
    try {
        CompletionRequest question;
        question.adapters = column.shares;
        question.generation = settled(request.generation, local.network()->generation);
        question.maxTokens = *question.generation.maxNewTokens;
        question.alternatives = 1;
        const std::vector<std::vector<std::int64_t>> prompts = promptsOf(local, request.inputs);
        const auto questionOf = [&](std::size_t i) {
            question.ids = prompts[i];
            if (i < request.seeds.size())
                question.generation.seed = request.seeds[i];
            return question;
        };
        Answers answers = askAll(server, prompts.size(), questionOf, progress);
        ServedRun run{{column.name, column.attached, {}, {}, {}, {}}, std::move(answers.failures)};
        for (std::size_t i = 0; i < prompts.size(); ++i)
            run.column.outputs.push_back(answers.completions[i] ? outputOf(prompts[i], *answers.completions[i])
                                                                : Output());
        return run;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving
