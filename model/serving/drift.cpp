#include "serving/drift.h"

#include "serving/fit.h"
#include "serving/prompts.h"

#include <algorithm>

namespace deltascope::serving {

namespace {

constexpr int alternatives = 20; // the most that vLLM tells

class Checking {
public:
    Checking(Engine &local, const DriftRequest &request, Progress &progress)
        : m_local(local)
        , m_request(request)
        , m_progress(progress)
    {
    }

    std::vector<DriftColumn> all()
    {
        m_prompts = promptsOf(m_local, m_request.inputs);
        m_candidates = candidates(m_local.deltas(), m_request.cases);
        std::vector<DriftColumn> columns;
        for (const DriftCase &one : m_request.cases) {
            m_progress.report(double(columns.size()) / double(m_request.cases.size()),
                              "asking about " + one.column.name);
            columns.push_back(judged(one));
        }
        return columns;
    }

private:
    DriftColumn judged(const DriftCase &one)
    {
        const Server &server = m_request.servers[one.server];
        const Answers answers = ask(server, one);
        const Fit own = fits(answers, {one.column}).front();
        DriftColumn column{one.column.name,  server.name, own.most,    own.firstDifference,
                           Verdict::Unknown, {},          own.compared};
        if (own.isSame()) {
            column.verdict = Verdict::Same;
            return column;
        }
        std::vector<Column> others = m_candidates;
        std::erase_if(others, [&one](const Column &other) { return other.mix == one.column.mix; });
        const std::vector<Fit> fit = fits(answers, others);
        const Column *best = nullptr;
        double distance = own.isRounding() ? own.most / clearlyNearer : infinite;
        for (std::size_t i = 0; i < others.size(); ++i)
            if (fit[i].isRounding() && fit[i].most < distance) {
                best = &others[i];
                distance = fit[i].most;
            }
        column.verdict = best ? Verdict::Other : own.isRounding() ? Verdict::Rounding : Verdict::Unknown;
        column.matches = best ? best->name : "";
        return column;
    }

    Answers ask(const Server &server, const DriftCase &one)
    {
        Answers answers;
        answers.prompts = m_prompts;
        for (const std::vector<std::int64_t> &prompt : m_prompts) {
            CompletionRequest request;
            request.ids = prompt;
            request.adapters = one.shares;
            request.maxTokens = m_request.newTokens;
            request.alternatives = alternatives;
            answers.completions.push_back(valueOf(server.engine->complete(request, m_progress)));
        }
        return answers;
    }

    std::vector<Fit> fits(const Answers &answers, const std::vector<Column> &columns)
    {
        ScoreRequest request{{}, columns, alternatives};
        for (std::size_t i = 0; i < answers.prompts.size(); ++i) {
            std::vector<std::int64_t> ids = answers.prompts[i];
            for (const CompletedToken &token : answers.completions[i].tokens)
                ids.push_back(token.id);
            request.lines.emplace_back().input.ids = std::move(ids);
        }
        std::vector<Fit> fits;
        for (const ColumnScores &column : valueOf(judge().score(request, m_progress)).columns)
            fits.push_back(fitOf(answers, column.outputs));
        return fits;
    }

    JudgeRole &judge()
    {
        if (JudgeRole *role = m_local.judge())
            return *role;
        throw Failure("drift", "expected an engine that judges texts, found one that does not");
    }

    static constexpr double clearlyNearer = 4, infinite = 1e30;
    Engine &m_local;
    const DriftRequest &m_request;
    Progress &m_progress;
    std::vector<std::vector<std::int64_t>> m_prompts;
    std::vector<Column> m_candidates; ///< whose answers a server's may be
};

} // namespace

Outcome<std::vector<DriftColumn>> drift(Engine &local, const DriftRequest &request, Progress &progress)
{
    try {
        return Checking(local, request, progress).all();
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving
