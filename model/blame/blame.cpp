#include "blame/blame.h"

#include "core/isnumber.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace deltascope {

namespace {

using Sites = std::vector<int>;

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : " ") + text;
    return all;
}

/// An answer that equals another or does not; nothing for one that is a matter of degree.
std::optional<std::string> answerOf(Task task, const Output &output)
{
    switch (task) {
    case Task::Classify: return output.probabilities.empty() ? std::nullopt : std::optional(output.label);
    case Task::Tokens: return joined(output.labels);
    case Task::Answer: return output.answerText;
    case Task::FillMask: {
        std::vector<std::string> best;
        for (const MaskedPosition &mask : output.masks)
            if (!mask.best.empty())
                best.push_back(mask.best.front().token);
        return joined(best);
    }
    case Task::Generate: {
        std::vector<std::string> ids;
        for (const std::int64_t id : output.newIds)
            ids.push_back(std::to_string(id));
        return output.newTokens.empty() ? joined(ids) : output.text;
    }
    case Task::Embed:
    case Task::Logits:
    case Task::Auto: return {};
    }
    return {};
}

class Search {
public:
    Search(Engine &engine, const BlameRequest &request, Progress &progress, const TakePart &parts)
        : m_engine(engine)
        , m_request(request)
        , m_progress(progress)
        , m_parts(parts)
        , m_all(differingSites(request))
    {
    }

    BlameResult operator()()
    {
        const std::vector<BlameTrial> both = trials({m_request.column, m_request.against}, {m_all, {}});
        BlameResult result{both[0].answer, both[1].answer, {}, static_cast<int>(m_all.size()), 0, true};
        if (!both[1].holds) {
            m_known[m_all] = true;
            m_known[{}] = false;
            result.complete = reduce(result.sites = m_all);
            if (m_request.rest == BlameRequest::Rest::Tried)
                ask(without(m_all, {result.sites}));
        }
        result.runs = m_runs;
        return result;
    }

private:
    /// One answer for each configuration, all run side by side; the first one of all is the wanted one.
    std::vector<BlameTrial> trials(std::vector<Column> columns, const std::vector<Sites> &sets)
    {
        RunRequest run;
        run.inputs = {m_request.input};
        run.task = m_request.task;
        run.generation = m_request.generation;
        run.columns = std::move(columns);
        m_runs += static_cast<int>(run.columns.size());
        const Outcome<RunResult> result = m_engine.run(run, m_progress);
        if (!result)
            throw Failure(result.error());
        if (!result.value().failures.empty())
            throw Failure(result.value().failures.front().error);
        BlameStep step;
        for (const ColumnResult &column : result.value().columns) {
            const Output &output = column.outputs.front();
            const auto answer = answerOf(result.value().task, output);
            if (!isNumber(output))
                throw Failure("column " + column.name, "expected an answer, found one that is not a number");
            if (!answer)
                throw Failure({},
                              "expected a task whose answers are this or that (classify, tokens, answer, fill-mask, "
                              "generate), found one whose answers are numbers");
            if (!m_wanted)
                m_wanted = *answer;
            const auto best = std::max_element(output.probabilities.begin(), output.probabilities.end());
            const bool hasBest = result.value().task == Task::Classify && best != output.probabilities.end();
            step.trials.push_back({sets[step.trials.size()], *answer, hasBest ? std::optional(*best) : std::nullopt,
                                   *answer == m_wanted});
        }
        if (m_parts)
            m_parts(step);
        return step.trials;
    }

    /// Finds out which sets still give the wanted answer; those known already cost nothing.
    void ask(const std::vector<Sites> &sets)
    {
        std::vector<Sites> unknown;
        for (const Sites &sites : sets)
            if (!m_known.count(sites) && std::find(unknown.begin(), unknown.end(), sites) == unknown.end())
                unknown.push_back(sites);
        if (unknown.empty())
            return;
        std::vector<Column> columns;
        for (const Sites &sites : unknown)
            columns.push_back({"trial", mixWith(m_request, sites)});
        for (const BlameTrial &trial : trials(std::move(columns), unknown))
            m_known[trial.sites] = trial.holds;
    }

    /// The first of the sets that still gives the answer.
    const Sites *firstThatHolds(const std::vector<Sites> &sets)
    {
        ask(sets);
        const auto found
            = std::find_if(sets.begin(), sets.end(), [&](const Sites &sites) { return m_known.at(sites); });
        return found == sets.end() ? nullptr : &*found;
    }

    /// False where the runs were used up.
    bool reduce(Sites &sites)
    {
        for (std::size_t parts = 2; sites.size() > 1;) {
            m_progress.report(1 - static_cast<double>(sites.size()) / static_cast<double>(m_all.size()),
                              std::to_string(sites.size()) + " sites left");
            if (m_progress.cancelled())
                throw Cancelled();
            if (m_runs + 2 * static_cast<int>(parts) > m_request.mostRuns)
                return false;
            const std::vector<Sites> some = split(sites, parts);
            if (const Sites *part = firstThatHolds(some)) {
                sites = Sites(*part);
                parts = 2;
            } else if (const std::vector<Sites> others = without(sites, some);
                       const Sites *rest = firstThatHolds(others)) {
                sites = Sites(*rest);
                parts = std::max<std::size_t>(parts - 1, 2);
            } else if (parts < sites.size()) {
                parts = std::min(2 * parts, sites.size());
            } else {
                break;
            }
        }
        return true;
    }

    static std::vector<Sites> split(const Sites &sites, std::size_t parts)
    {
        std::vector<Sites> all;
        for (std::size_t i = 0; i < parts; ++i) {
            const auto at = [&](std::size_t part) {
                return sites.begin() + static_cast<std::ptrdiff_t>(sites.size() * part / parts);
            };
            all.emplace_back(at(i), at(i + 1));
        }
        return all;
    }

    /// For each part all sites but its own.
    static std::vector<Sites> without(const Sites &sites, const std::vector<Sites> &parts)
    {
        std::vector<Sites> all;
        for (const Sites &part : parts) {
            all.emplace_back();
            std::set_difference(sites.begin(), sites.end(), part.begin(), part.end(), std::back_inserter(all.back()));
        }
        return all;
    }

    Engine &m_engine;
    const BlameRequest &m_request;
    Progress &m_progress;
    const TakePart &m_parts;
    const Sites m_all;
    std::optional<std::string> m_wanted; ///< the column's answer
    std::map<Sites, bool> m_known; ///< whether a set gives the wanted answer
    int m_runs = 0;
};

} // namespace

Outcome<BlameResult> blame(Engine &engine, const BlameRequest &request, Progress &progress, const TakePart &parts)
{
    try {
        return Search(engine, request, progress, parts)();
    } catch (const Failure &failure) {
        return failure.error();
    } catch (const Cancelled &) {
        return Error{{}, "cancelled", {}, "cancelled"};
    }
}

} // namespace deltascope
