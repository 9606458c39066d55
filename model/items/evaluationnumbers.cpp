// What is known of the configurations, in numbers.
#include "items/evaluation.h"

#include "files/evaluationjson.h"
#include "files/predictions.h"

#include <algorithm>

namespace deltascope::items {

QList<int> Evaluation::columns() const
{
    const SessionState &state = m_session.state();
    QList<int> keys;
    const bool isAllThere = std::all_of(state.deltas.begin(), state.deltas.end(),
                                        [](const SessionDelta &delta) { return delta.isThere(); })
                            && std::all_of(state.rules.begin(), state.rules.end(),
                                           [&state](const auto &rule) { return state.pickOf(rule).gone.empty(); });
    for (const BenchColumn &column : state.columns) {
        const bool isThere = column.kind == ColumnKind::ByRule
                                 ? isAllThere
                                 : !isRepeat(state, column) && state.lacking(column).empty();
        if (runsHere(column) && isThere)
            keys << column.key;
    }
    return keys;
}

const Evaluation::Judged *Evaluation::judged(int columnKey) const
{
    const BenchColumn *column = m_session.state().column(columnKey);
    if (!column)
        return nullptr;
    if (column->kind != ColumnKind::ByRule)
        return judged(m_session.state().mixOf(*column));
    const auto found = m_byRule.find(columnKey);
    return found == m_byRule.end() ? nullptr : &found->second;
}

const Evaluation::Judged *Evaluation::judged(const Mix &mix) const
{
    const auto found
        = std::find_if(m_judged.begin(), m_judged.end(), [&mix](const Judged &known) { return known.mix == mix; });
    return found == m_judged.end() ? nullptr : &*found;
}

std::vector<Evaluation::Judged *> Evaluation::everyJudged()
{
    std::vector<Judged *> all;
    for (Judged &known : m_judged)
        all.push_back(&known);
    for (auto &[key, known] : m_byRule)
        all.push_back(&known);
    return all;
}

bool Evaluation::isWhole(const Judged *judged) const
{
    return judged && judged->answered + int(judged->failures.size()) == labelledLines();
}

/// Whether a line is answered, or is known to fail: nothing more is to be asked about it.
bool Evaluation::isKnown(const Judged *judged, std::size_t line)
{
    return judged && (judged->lines[line] || judged->failures.count(line) > 0);
}

const std::map<std::size_t, Error> *Evaluation::failuresOf(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return known ? &known->failures : nullptr;
}

const Error *Evaluation::failure(int columnKey, std::size_t line) const
{
    const auto *failures = failuresOf(columnKey);
    if (!failures)
        return nullptr;
    const auto found = failures->find(line);
    return found == failures->end() ? nullptr : &found->second;
}

std::vector<LineFailure> Evaluation::failures() const
{
    std::map<std::size_t, Error> all;
    for (const int key : columns())
        if (const Judged *known = judged(key))
            all.insert(known->failures.begin(), known->failures.end());
    std::vector<LineFailure> list;
    for (const auto &[line, error] : all)
        list.push_back({line, error});
    return list;
}

Evaluation::State Evaluation::stateOf(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return !known || known->answered == 0 ? State::None : isWhole(known) ? State::All : State::Some;
}

void Evaluation::summarize()
{
    m_summing.stop();
    fillByRule();
    for (Judged *known : everyJudged()) {
        evaluate::Lines lines;
        for (const auto &line : known->lines)
            if (line)
                lines.push_back(&*line);
        known->summary = evaluate::summarize(m_kind, known->labels.empty() ? m_labels : known->labels, lines);
    }
    compareWithBaseline();
    Q_EMIT answered();
}

void Evaluation::compareWithBaseline()
{
    const Judged *there = judged(baseline());
    for (Judged *here : everyJudged()) {
        evaluate::Lines own, others;
        for (std::size_t i = 0; there && here != there && i < here->lines.size(); ++i)
            if (here->lines[i] && there->lines[i] && here->lines[i]->isNumber() && there->lines[i]->isNumber()) {
                own.push_back(&*here->lines[i]);
                others.push_back(&*there->lines[i]);
            }
        here->against = own.empty() ? std::nullopt : std::optional(evaluate::compare(m_kind, own, others));
    }
}

int Evaluation::baseline() const
{
    const QList<int> keys = columns();
    if (keys.contains(m_baseline))
        return m_baseline;
    const BenchColumn *usual = baselineOf(m_session.state());
    return usual && keys.contains(usual->key) ? usual->key : keys.value(0, -1);
}

void Evaluation::setBaseline(int columnKey)
{
    m_baseline = columnKey;
    compareWithBaseline();
    Q_EMIT answered();
}

const evaluate::Summary *Evaluation::summary(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return known && known->summary.count > 0 ? &known->summary : nullptr;
}

const evaluate::Against *Evaluation::against(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return known && known->against ? &*known->against : nullptr;
}

const std::vector<std::string> &Evaluation::labels(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return known && !known->labels.empty() ? known->labels : m_labels;
}

const Evaluation::Outcomes *Evaluation::outcomes(int columnKey) const
{
    const Judged *known = judged(columnKey);
    return known ? &known->lines : nullptr;
}

EvaluationResult Evaluation::result() const
{
    QList<int> keys = columns();
    keys.removeIf([this](int key) { return stateOf(key) == State::None; });
    if (const qsizetype first = keys.indexOf(baseline()); first > 0)
        keys.move(first, 0);
    EvaluationResult result;
    result.kind = m_kind;
    result.failures = failures();
    result.labels = m_labels;
    std::vector<const Judged *> all;
    for (const int key : keys) {
        all.push_back(judged(key));
        result.columns.push_back({titleOf(m_session.state(), *m_session.state().column(key)).toStdString(),
                                  all.back()->attached,
                                  {},
                                  all.back()->labels});
    }
    for (std::size_t line = 0; !all.empty() && line < all.front()->lines.size(); ++line) {
        if (!std::all_of(all.begin(), all.end(), [line](const Judged *each) { return each->lines[line]; }))
            continue;
        result.places.push_back(line);
        for (std::size_t c = 0; c < all.size(); ++c)
            result.columns[c].lines.push_back(*all[c]->lines[line]);
    }
    return result;
}

QByteArray Evaluation::json() const
{
    return m_data ? QByteArray::fromStdString(files::evaluationJson(m_data->lines, result())) : QByteArray();
}

QByteArray Evaluation::predictions() const
{
    return m_data ? QByteArray::fromStdString(files::predictionLines(m_data->lines, result())) : QByteArray();
}

} // namespace deltascope::items
