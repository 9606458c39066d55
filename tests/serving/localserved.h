#pragma once

#include "engine/engine.h"
#include "engine/served/served.h"

namespace deltascope::test {

/// A server that answers with the local model, under a configuration that need not be the one that is asked for.
class LocalServed final : public served::ServedEngine {
public:
    LocalServed(Engine &local, Mix answers)
        : m_local(local)
        , m_answers(std::move(answers))
    {
    }

private:
    ServedState askState(const Progress &) override { return {}; }
    void askLoad(const ServedAdapter &, const Progress &) override { }
    void askUnload(const std::string &, const Progress &) override { }
    void askScales(const std::vector<AdapterShare> &, const Progress &) override { }

    Completion askCompletion(const CompletionRequest &request, const Progress &,
                             const served::TakeCompletion &) override
    {
        NoProgress progress;
        RunRequest run;
        run.inputs.emplace_back().ids = request.ids;
        run.columns = {{"answers", m_answers}};
        run.task = Task::Generate;
        run.generation.maxNewTokens = request.maxTokens;
        const Output output = m_local.run(run, progress).value().columns.front().outputs.front();
        ScoreRequest score{{}, run.columns, request.alternatives};
        std::vector<std::int64_t> ids = request.ids;
        ids.insert(ids.end(), output.newIds.begin(), output.newIds.end());
        score.lines.emplace_back().input.ids = ids;
        const TextScore said = m_local.judge()->score(score, progress).value().columns.front().outputs.front();
        Completion completion;
        for (std::size_t t = 0; t < output.newIds.size(); ++t) {
            const std::size_t at = request.ids.size() + t;
            completion.tokens.push_back({output.newIds[t], said.logProbs[at], said.alternatives[at]});
        }
        completion.text = output.text;
        return completion;
    }

    Engine &m_local;
    Mix m_answers;
};

} // namespace deltascope::test
