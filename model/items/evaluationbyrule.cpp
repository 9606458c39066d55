// Columns that go by rule: every line under the configuration that its rule picks.
#include "items/evaluation.h"

#include <algorithm>
#include <utility>

namespace deltascope::items {

/// Whether it is told by which of the session's rules the lines are taken.
bool Evaluation::isRuled() const
{
    return !m_data || m_data->isOfInputs() || m_data->conditions == conditionsOf(m_session.state());
}

/// Expressions over many lines take their time: off the window's thread.
void Evaluation::followRules()
{
    if (isRuled())
        return m_ruling.drop();
    const auto words = m_data->words;
    m_ruling.start([this, words, conditions = conditionsOf(m_session.state())]() -> Background::Finish {
        return [this, words, conditions, taken = takenBy(conditions, *words)] {
            if (!m_data || m_data->words != words)
                return;
            m_data->conditions = conditions;
            m_data->taken = taken;
            followColumns();
        };
    });
}

/// What the configuration is that the rule of a line picks.
Mix Evaluation::mixOf(const BenchColumn &column, std::size_t line) const
{
    const SessionState &state = m_session.state();
    if (m_data->isOfInputs()) {
        const BenchInput *input = state.input(m_data->inputKeys[qsizetype(line)]);
        return input ? state.mixOf(column, *input) : Mix{};
    }
    BenchInput asInput;
    asInput.language = (*m_data->words)[line].language;
    asInput.taken = m_data->taken[line];
    return state.mixOf(column, asInput);
}

/// The lines that columns by rule lack, of one configuration at a time. Remembers what was asked.
EvaluationRequest Evaluation::gatherByRule()
{
    EvaluationRequest request;
    for (const int key : columns()) {
        const BenchColumn &column = *m_session.state().column(key);
        if (column.kind != ColumnKind::ByRule || !isRuled())
            continue;
        for (const std::size_t line : m_labelled) {
            const Mix mix = mixOf(column, line);
            const Judged *known = judged(mix);
            if (isKnown(known, line))
                continue;
            if (request.columns.empty()) {
                request.columns.push_back({titleOf(m_session.state(), column).toStdString(), mix});
                m_askedMixes.push_back(mix);
            }
            if (!(mix == m_askedMixes.front()))
                continue;
            request.lines.push_back(m_data->lines[line]);
            m_askedLines.push_back(line);
        }
        if (!request.lines.empty())
            break;
    }
    return request;
}

void Evaluation::fillByRule()
{
    if (!isRuled())
        return; // what is shown stays for a moment
    const auto before = std::exchange(m_byRule, {});
    if (!m_data)
        return;
    for (const int key : columns()) {
        const BenchColumn &column = *m_session.state().column(key);
        if (column.kind != ColumnKind::ByRule)
            continue;
        Judged filled;
        filled.lines.resize(m_data->lines.size());
        std::vector<const Judged *> used;
        for (const std::size_t line : m_labelled) {
            const Judged *known = judged(mixOf(column, line));
            if (!isKnown(known, line))
                continue;
            if (const auto failed = known->failures.find(line); failed != known->failures.end()) {
                filled.failures.insert(*failed);
                continue;
            }
            filled.lines[line] = known->lines[line];
            ++filled.answered;
            if (std::find(used.begin(), used.end(), known) == used.end())
                used.push_back(known);
        }
        for (const Judged *each : used) {
            filled.attached.insert(filled.attached.end(), each->attached.begin(), each->attached.end());
            if (filled.labels.empty())
                filled.labels = each->labels;
        }
        if (const auto known = before.find(key); known != before.end()) { // shown until it is summed up anew
            filled.summary = known->second.summary;
            filled.against = known->second.against;
        }
        m_byRule.emplace(key, std::move(filled));
    }
}

} // namespace deltascope::items
