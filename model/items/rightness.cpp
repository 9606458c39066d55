#include "items/rightness.h"

#include "items/benchmodel.h"

namespace deltascope::items {

std::optional<bool> isRight(const Bench &bench, const BenchInput &input, const Bench::Cell &cell)
{
    const QString expected = QString::fromStdString(input.expected).simplified();
    if (expected.isEmpty() || cell.failure || !cell.isWhole)
        return std::nullopt;
    switch (bench.task()) {
    case Task::Classify: {
        const std::vector<std::string> &labels = bench.labels(cell);
        if (labels.size() < 2)
            return std::nullopt;
        bool isIndex = false;
        const uint index = expected.toUInt(&isIndex);
        const bool isNamed = std::find(labels.begin(), labels.end(), expected.toStdString()) != labels.end();
        return cell.output.label
               == (isIndex && !isNamed && index < labels.size() ? labels[index] : expected.toStdString());
    }
    case Task::FillMask:
        if (cell.output.masks.empty() || cell.output.masks.front().best.empty())
            return std::nullopt;
        return QString::fromStdString(cell.output.masks.front().best.front().token).simplified() == expected;
    case Task::Generate: return summaryOf(cell.output, Task::Generate).simplified() == expected;
    default: return std::nullopt;
    }
}

RightAnswers rightAnswers(const SessionState &state, const Bench &bench, int columnKey)
{
    RightAnswers answers;
    for (const BenchInput &input : state.inputs) {
        const Bench::Cell *cell = bench.cell(input.key, columnKey);
        const std::optional<bool> isRightHere = cell ? isRight(bench, input, *cell) : std::nullopt;
        answers.judged += isRightHere.has_value();
        answers.right += isRightHere.value_or(false);
    }
    return answers;
}

} // namespace deltascope::items
