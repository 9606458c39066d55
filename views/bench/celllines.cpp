#include "views/bench/celllines.h"

#include "core/isnumber.h"
#include "items/benchmodel.h"
#include "items/meters.h"
#include "views/bench/generatedtext.h"
#include "views/common/numbers.h"

#include <algorithm>
#include <numeric>

namespace deltascope::views {

using items::Bench;

namespace {
constexpr int mostLines = 8;
} // namespace

QList<CellLine> CellLines::classLines(const Output &output, const std::vector<std::string> &labels)
{
    std::vector<std::size_t> order(output.probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto better = [&](std::size_t a, std::size_t b) { return output.probabilities[a] > output.probabilities[b]; };
    const std::size_t best = order.empty() ? 0 : *std::min_element(order.begin(), order.end(), better);
    if (order.size() > mostLines) {
        std::stable_sort(order.begin(), order.end(), better);
        order.resize(mostLines);
    }
    QList<CellLine> lines;
    for (const std::size_t i : order)
        lines.append({i < labels.size() ? QString::fromStdString(labels[i]) : QString::number(i),
                      output.probabilities[i], decimal(double(output.probabilities[i]), 2), i == best});
    if (lines.isEmpty())
        for (const float value : output.logits.values)
            lines.append({tr("value"), -1, shortNumber(double(value)), true});
    return lines;
}

QList<CellLine> CellLines::cosineLines(const Bench::Cell &cell, const QModelIndex &index) const
{
    const int columnKey = index.data(items::ColumnKeyRole).toInt();
    QList<CellLine> lines;
    const auto compare = [&](const QString &name, const Bench::Cell *other) {
        if (!other || other->output.embedding.size() != cell.output.embedding.size())
            return;
        const double cosine = 1 - items::cosineDistance(cell.output.embedding, other->output.embedding);
        lines.append({name, cosine, decimal(cosine, 3), false});
    };
    const auto *first = m_session.state().columns.empty() ? nullptr : &m_session.state().columns.front();
    if (first)
        compare(tr("first column"), m_bench.cell(index.data(items::InputKeyRole).toInt(), first->key));
    for (int row = 0; row < index.model()->rowCount() && lines.size() < mostLines; ++row)
        if (row != index.row())
            compare(tr("input %1").arg(row + 1),
                    m_bench.cell(index.siblingAtRow(row).data(items::InputKeyRole).toInt(), columnKey));
    if (lines.isEmpty())
        lines.append({tr("%1 numbers; add inputs to compare").arg(cell.output.embedding.size()), -1, {}, false});
    return lines;
}

QList<CellLine> CellLines::operator()(const Bench::Cell &cell, const QModelIndex &index) const
{
    if (!isNumber(cell.output))
        return {{tr("not a number"), -1, {}, false}};
    QList<CellLine> lines;
    switch (m_bench.task()) {
    case Task::Classify: return classLines(cell.output, m_bench.labels(cell));
    case Task::Embed: return cosineLines(cell, index);
    case Task::FillMask:
        for (const MaskedPosition &mask : cell.output.masks)
            for (std::size_t i = 0; i < mask.best.size(); ++i)
                lines.append({readableToken(mask.best[i].piece.empty() ? mask.best[i].token : mask.best[i].piece),
                              mask.best[i].probability, decimal(double(mask.best[i].probability), 2), i == 0});
        if (lines.isEmpty())
            lines.append({tr("no mask in the text"), -1, {}, false});
        return lines;
    case Task::Logits: return logitLines(cell.output);
    default: return lines;
    }
}

/// Of the last position, the largest first: what a model says whose head is not known.
QList<CellLine> CellLines::logitLines(const Output &output)
{
    const Matrix &logits = output.logits;
    const auto columns = std::size_t(logits.isVector ? std::int64_t(logits.values.size()) : logits.columns);
    if (columns == 0 || logits.values.size() < columns)
        return {{tr("no numbers"), -1, {}, false}};
    const auto last = logits.values.end() - std::ptrdiff_t(columns);
    std::vector<std::size_t> order(columns);
    std::iota(order.begin(), order.end(), std::size_t(0));
    const std::size_t shown = std::min<std::size_t>(columns, mostLines);
    std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(shown), order.end(),
                      [&](std::size_t a, std::size_t b) { return last[std::ptrdiff_t(a)] > last[std::ptrdiff_t(b)]; });
    QList<CellLine> lines;
    for (std::size_t i = 0; i < shown; ++i)
        lines.append({tr("output %1").arg(order[i]), -1, decimal(double(last[std::ptrdiff_t(order[i])]), 3), i == 0});
    return lines;
}

} // namespace deltascope::views
