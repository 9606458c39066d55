#include "serving/drift.h"

#include "serving/asking.h"
#include "serving/fit.h"
#include "serving/prompts.h"

#include <algorithm>

namespace deltascope::serving {

namespace {

class Judging {
public:
    Judging(Engine &local, const DriftAnswers &answers, Progress &progress)
        : m_local(local)
        , m_answers(answers)
        , m_progress(progress)
    {
    }

    DriftColumn among(std::vector<Column> others)
    {
        const Fit own = fits({m_answers.column}).front();
        DriftColumn column{m_answers.column.name, m_answers.server, own.most, own.firstDifference, Verdict::Unknown, {},
                           own.compared};
        if (own.isSame()) {
            column.verdict = Verdict::Same;
            return column;
        }
        std::erase_if(others, [this](const Column &other) { return other.mix == m_answers.column.mix; });
        const std::vector<Fit> fit = fits(others);
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

private:
    std::vector<Fit> fits(const std::vector<Column> &columns)
    {
        ScoreRequest request{{}, columns, DriftAnswers::alternatives};
        for (std::size_t i = 0; i < m_answers.prompts.size(); ++i) {
            std::vector<std::int64_t> ids = m_answers.prompts[i];
            for (const CompletedToken &token : m_answers.completions[i].tokens)
                ids.push_back(token.id);
            request.lines.emplace_back().input.ids = std::move(ids);
        }
        std::vector<Fit> fits;
        for (const ColumnScores &column : valueOf(judge().score(request, m_progress)).columns)
            fits.push_back(fitOf(m_answers, column.outputs));
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
    const DriftAnswers &m_answers;
    Progress &m_progress;
};

/// What a case's server answered, and to which of the inputs.
struct Asked {
    DriftAnswers answers;
    std::vector<std::size_t> inputs; ///< by answer
    std::vector<InputFailure> failures;
};

Asked ask(const DriftCase &one, const DriftRequest &request, const std::vector<std::vector<std::int64_t>> &prompts,
          Progress &progress)
{
    const Server &server = request.servers[one.server];
    Answers all = askAll(
        server, prompts.size(), [&](std::size_t i) { return driftQuestion(prompts[i], one.shares, request.newTokens); },
        progress);
    Asked asked{{one.column, server.name, {}, {}}, {}, std::move(all.failures)};
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        if (!all.completions[i])
            continue;
        asked.inputs.push_back(i);
        asked.answers.prompts.push_back(prompts[i]);
        asked.answers.completions.push_back(std::move(*all.completions[i]));
    }
    return asked;
}

void judge(Engine &local, const Asked &asked, const std::vector<Column> &others, DriftReport &report,
           Progress &progress)
{
    const std::string &name = asked.answers.column.name, &server = asked.answers.server;
    for (const InputFailure &failure : asked.failures)
        report.failures.push_back({name, server, failure.input, failure.error});
    if (asked.inputs.empty()) {
        report.columns.push_back({name, server, 0, {}, Verdict::Unknown, {}, 0});
        return;
    }
    DriftColumn column = valueOf(judged(local, asked.answers, others, progress));
    if (column.firstDifference)
        column.firstDifference->input = asked.inputs[column.firstDifference->input];
    report.columns.push_back(std::move(column));
}

} // namespace

Outcome<DriftColumn> judged(Engine &local, const DriftAnswers &answers, const std::vector<Column> &candidates,
                            Progress &progress)
{
    try {
        return Judging(local, answers, progress).among(candidates);
    } catch (const Failure &failure) {
        return failure.error();
    }
}

Outcome<DriftReport> drift(Engine &local, const DriftRequest &request, Progress &progress)
{
    try {
        const auto prompts = promptsOf(local, request.inputs);
        std::vector<Column> asked;
        for (const DriftCase &one : request.cases)
            asked.push_back(one.column);
        const std::vector<Column> others = candidates(local.deltas(), asked);
        DriftReport report;
        for (const DriftCase &one : request.cases) {
            progress.report(double(report.columns.size()) / double(request.cases.size()),
                            "asking about " + one.column.name);
            judge(local, ask(one, request, prompts, progress), others, report, progress);
        }
        if (!report.failures.empty() && report.failures.size() == prompts.size() * request.cases.size())
            return report.failures.front().error;
        return report;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace deltascope::serving
