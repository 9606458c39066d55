#include "serving/run.h"

#include "serving/prompts.h"

namespace deltascope::serving {

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
