// The toy engine's judgements.
#include "support/toyengine.h"

#include <algorithm>
#include <cmath>

namespace deltascope::test {

/// Answers a few lines a turn, each turn through the gate.
class ToyEvaluation final : public EvaluationWalk {
public:
    ToyEvaluation(const ToyEngine &engine, EvaluationRequest request)
        : m_engine(engine)
        , m_request(std::move(request))
    {
    }

    Outcome<EvaluationPart> next(Progress &progress) override
    {
        constexpr std::size_t linesATurn = 8;
        if (!m_engine.pass(Gate::Call::Judge, progress))
            return cancelledError();
        EvaluationPart part;
        part.answered.labels = m_engine.m_network.labels;
        for (const Column &column : m_request.columns)
            part.answered.columns.push_back({column.name, {}, {}, {}});
        for (std::size_t i = 0; i < linesATurn && m_next < m_request.lines.size(); ++i, ++m_next) {
            if (auto problem = problemOf(m_request.lines[m_next])) {
                part.answered.failures.push_back({m_next, std::move(*problem)});
                continue;
            }
            part.answered.places.push_back(m_next);
            for (std::size_t c = 0; c < m_request.columns.size(); ++c)
                part.answered.columns[c].lines.push_back(outcome(m_request.lines[m_next], m_request.columns[c].mix));
        }
        progress.report(double(m_next) / double(m_request.lines.size()), "evaluating");
        part.isLast = m_next == m_request.lines.size();
        return part;
    }

private:
    std::optional<Error> problemOf(const DataLine &line) const
    {
        const std::string &where = line.input.origin;
        if (const auto problem = m_engine.problemOf(line.input))
            return Error{where, problem->what, {}, problem->code};
        if (!line.label)
            return Error{where, "label: expected one, found none", {}, {}};
        if (const auto *name = std::get_if<std::string>(&*line.label))
            return Error{where, "label: expected one of the names, found " + *name, {}, {}};
        return std::nullopt;
    }

    LineOutcome outcome(const DataLine &line, const Mix &mix) const
    {
        LineOutcome outcome;
        outcome.probabilities = m_engine.output(line.input, mix, Task::Classify).probabilities;
        outcome.expected = int(std::get<std::int64_t>(*line.label));
        outcome.loss = -std::log(double(outcome.probabilities[std::size_t(outcome.expected)]));
        outcome.counted = 1;
        if (!outcome.isNumber())
            return outcome;
        outcome.predicted = int(std::max_element(outcome.probabilities.begin(), outcome.probabilities.end())
                                - outcome.probabilities.begin());
        return outcome;
    }

    const ToyEngine &m_engine;
    EvaluationRequest m_request;
    std::size_t m_next = 0;
};

/// Labels are names or indices of the network's; another name makes its line fail.
Outcome<std::unique_ptr<EvaluationWalk>> ToyEngine::evaluate(const EvaluationRequest &request)
{
    EvaluationRequest read = request;
    for (DataLine &line : read.lines) {
        const auto *name = line.label ? std::get_if<std::string>(&*line.label) : nullptr;
        const auto found
            = name ? std::find(m_network.labels.begin(), m_network.labels.end(), *name) : m_network.labels.end();
        if (found != m_network.labels.end())
            line.label = std::int64_t(found - m_network.labels.begin());
    }
    return std::unique_ptr<EvaluationWalk>(std::make_unique<ToyEvaluation>(*this, std::move(read)));
}

} // namespace deltascope::test
