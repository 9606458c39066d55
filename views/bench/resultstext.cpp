#include "views/bench/resultstext.h"

#include "core/isnumber.h"
#include "items/benchmodel.h"
#include "items/typedinput.h"
#include "views/common/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace deltascope::views {

using items::Bench;

namespace {

/// The answer alone, without its probability.
QString answerOf(const Output &output, Task task)
{
    if (task == Task::Classify && isNumber(output))
        return QString::fromStdString(output.label);
    if (task == Task::Answer && isNumber(output))
        return QString::fromStdString(output.answerText);
    return items::summaryOf(output, task);
}

QJsonArray numbers(const std::vector<float> &values)
{
    QJsonArray array;
    for (const float value : values)
        array.append(double(value));
    return array;
}

QJsonArray adaptersJson(const std::vector<AdapterShare> &shares)
{
    QJsonArray array;
    for (const AdapterShare &share : shares)
        array.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(share.adapter)},
                                 {QStringLiteral("strength"), share.strength}});
    return array;
}

QJsonObject jsonOf(const Bench::Cell &cell, const Bench::Answers &answers)
{
    const Output &output = cell.output;
    QJsonObject object{{QStringLiteral("answer"), answerOf(output, answers.task)}};
    const auto &labels = answers.labelsOf(cell);
    if (!output.probabilities.empty() && labels.size() == output.probabilities.size()) {
        QJsonObject probabilities;
        for (std::size_t i = 0; i < labels.size(); ++i)
            probabilities.insert(QString::fromStdString(labels[i]), double(output.probabilities[i]));
        object.insert(QStringLiteral("probabilities"), probabilities);
    }
    if (answers.task == Task::Generate && cell.run.draws()) {
        object.insert(QStringLiteral("seed"), QString::number(cell.run.generation.seed));
        QJsonArray others;
        for (const Output &other : cell.others)
            others.append(answerOf(other, answers.task));
        if (!others.isEmpty())
            object.insert(QStringLiteral("further_answers"), others);
    }
    if (answers.task == Task::Answer)
        object.insert(QStringLiteral("score"), double(output.answerScore));
    if (answers.task == Task::Embed)
        object.insert(QStringLiteral("embedding"), numbers(output.embedding));
    return object;
}

/// As `deltascope score --json` has it.
QJsonObject jsonOf(const TextScore &score)
{
    QJsonArray tokens, logProbs;
    for (std::size_t i = 0; i < score.ids.size(); ++i) {
        tokens.append(QString::fromStdString(score.tokens[i]));
        logProbs.append(score.logProbs[i] ? QJsonValue(double(*score.logProbs[i])) : QJsonValue());
    }
    const auto orNull = [](const std::optional<double> &value) { return value ? QJsonValue(*value) : QJsonValue(); };
    return {{QStringLiteral("tokens"), tokens},
            {QStringLiteral("log_probs"), logProbs},
            {QStringLiteral("count"), qint64(score.count())},
            {QStringLiteral("sum"), score.sum()},
            {QStringLiteral("mean"), orNull(score.mean())},
            {QStringLiteral("perplexity"), orNull(score.perplexity())}};
}

/// What a token's log-probability has more than that of the same token in the same text beside it.
std::optional<double> differenceAt(const TextScore &score, const TextScore *beside, std::size_t token)
{
    if (!beside || beside->ids != score.ids || !score.logProbs[token] || !beside->logProbs[token])
        return std::nullopt;
    return double(*score.logProbs[token]) - double(*beside->logProbs[token]);
}

/// How many tokens count, their summed log-probability, and the perplexity.
QStringList scoreCells(const items::Scores::Cell *scored)
{
    if (!scored || !scored->score.perplexity())
        return {QString(), QString(), QString()};
    const TextScore &score = scored->score;
    return {QString::number(score.count()), QString::number(score.sum(), 'g', 7),
            QString::number(*score.perplexity(), 'g', 7)};
}

} // namespace

ResultsText::ResultsText(const items::SessionState &state, const Bench &bench)
    : m_state(state)
    , m_answers(bench.answers())
{
}

QString ResultsText::table(QChar separator) const
{
    QStringList head{QStringLiteral("input")};
    for (const items::BenchColumn &column : m_state.columns)
        head << items::titleOf(m_state, column);
    QString text = csvLine(head, separator);
    for (const items::BenchInput &input : m_state.inputs) {
        QStringList row{items::inputText(input.input)};
        for (const items::BenchColumn &column : m_state.columns) {
            const Bench::Cell *cell = m_answers.cell(input.key, column.key);
            const items::Scores::Cell *scored = m_answers.score(input.key, column.key);
            row << (scored ? items::summaryOf(*scored) : cell ? items::summaryOf(*cell, m_answers.task) : QString());
        }
        text += csvLine(row, separator);
    }
    return text;
}

QString ResultsText::csv() const
{
    QStringList head{QStringLiteral("input"), QStringLiteral("column"), QStringLiteral("answer")};
    const auto &labels = m_answers.labels;
    const bool hasLabels = m_answers.task == Task::Classify && !labels.empty();
    const bool hasSeeds = m_answers.task == Task::Generate && m_state.run.draws();
    if (hasSeeds)
        head << QStringLiteral("seed");
    if (m_answers.scores)
        head << QStringLiteral("scored_tokens") << QStringLiteral("log_probability") << QStringLiteral("perplexity");
    for (const std::string &label : hasLabels ? labels : std::vector<std::string>())
        head << QString::fromStdString(label);
    QString text = csvLine(head);
    for (const items::BenchInput &input : m_state.inputs)
        for (const items::BenchColumn &column : m_state.columns) {
            const Bench::Cell *answered = m_answers.cell(input.key, column.key);
            if (!answered && !m_answers.score(input.key, column.key))
                continue;
            static const Bench::Cell none;
            const Bench::Cell *cell = answered ? answered : &none;
            for (std::size_t i = 0; i <= cell->others.size(); ++i) {
                const Output &output = i == 0 ? cell->output : cell->others[i - 1];
                QStringList row{items::inputText(input.input), items::titleOf(m_state, column),
                                answerOf(output, m_answers.task)};
                if (hasSeeds)
                    row << QString::number(cell->run.generation.seed + i);
                if (m_answers.scores)
                    row << scoreCells(m_answers.score(input.key, column.key));
                if (hasLabels && cell->labels.empty()) // else they are of other labels than the head of the table
                    for (const float probability : output.probabilities)
                        row << QString::number(double(probability), 'g', 6);
                text += csvLine(row);
            }
        }
    return text;
}

QString ResultsText::tokens(QChar separator) const
{
    QString text
        = csvLine({QStringLiteral("input"), QStringLiteral("column"), QStringLiteral("place"), QStringLiteral("token"),
                   QStringLiteral("log_probability"), QStringLiteral("against_baseline")},
                  separator);
    const items::BenchColumn *baseline = items::baselineOf(m_state);
    const auto number
        = [](const std::optional<float> &value) { return value ? QString::number(double(*value), 'g', 7) : QString(); };
    for (const items::BenchInput &input : m_state.inputs)
        for (const items::BenchColumn &column : m_state.columns) {
            const items::Scores::Cell *scored = m_answers.score(input.key, column.key);
            const items::Scores::Cell *beside = baseline ? m_answers.score(input.key, baseline->key) : nullptr;
            for (std::size_t i = 0; scored && i < scored->score.ids.size(); ++i)
                text += csvLine({items::inputText(input.input), items::titleOf(m_state, column), QString::number(i + 1),
                                 QString::fromStdString(scored->score.tokens[i]), number(scored->score.logProbs[i]),
                                 number(differenceAt(scored->score, beside ? &beside->score : nullptr, i))},
                                separator);
        }
    return text;
}

QByteArray ResultsText::json() const
{
    QJsonArray inputs;
    for (const items::BenchInput &input : m_state.inputs) {
        QJsonArray columns;
        for (const items::BenchColumn &column : m_state.columns) {
            const Bench::Cell *cell = m_answers.cell(input.key, column.key);
            if (!cell)
                continue;
            QJsonArray deltas;
            for (const DeltaSetting &setting : cell->mix.deltas)
                if (const items::SessionDelta *delta = m_state.find(setting.id))
                    deltas.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(delta->info->name)},
                                              {QStringLiteral("strength"), setting.strength}});
            QJsonObject object = jsonOf(*cell, m_answers);
            object.insert(QStringLiteral("column"), items::titleOf(m_state, column));
            object.insert(QStringLiteral("deltas"), deltas);
            if (!items::runsHere(column)) {
                object.insert(QStringLiteral("server"), QString::fromStdString(column.served.server));
                object.insert(QStringLiteral("adapters"), adaptersJson(cell->served.adapters));
            }
            if (const items::Scores::Cell *scored = m_answers.score(input.key, column.key))
                object.insert(QStringLiteral("score"), jsonOf(scored->score));
            columns.append(object);
        }
        inputs.append(QJsonObject{{QStringLiteral("input"), items::inputText(input.input)},
                                  {QStringLiteral("columns"), columns}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("inputs"), inputs}}).toJson();
}

} // namespace deltascope::views
