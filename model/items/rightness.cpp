#include "items/rightness.h"

#include "items/benchmodel.h"
#include "items/labelleddata.h"
#include "items/typedinput.h"

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
        const Label label = labelOf(expected.toStdString(), labels);
        const auto *index = std::get_if<std::int64_t>(&label);
        const bool isIndex = index && *index >= 0 && *index < std::ssize(labels);
        return cell.output.label == (isIndex ? labels[std::size_t(*index)] : expected.toStdString());
    }
    case Task::FillMask:
        if (cell.output.masks.empty() || cell.output.masks.front().best.empty())
            return std::nullopt;
        return QString::fromStdString(cell.output.masks.front().best.front().token).simplified() == expected;
    case Task::Generate: {
        const Input ids = typed(expected, {});
        return ids.ids ? *ids.ids == cell.output.newIds
                       : summaryOf(cell.output, Task::Generate).simplified() == expected;
    }
    default: return std::nullopt;
    }
}

RightAnswers rightAnswers(const SessionState &state, const Bench &bench, int columnKey)
{
    RightAnswers answers;
    for (const BenchInput &input : state.inputs) {
        const bool isCurrent = bench.stateOf(input.key, columnKey) == Bench::State::Current;
        const Bench::Cell *cell = isCurrent ? bench.cell(input.key, columnKey) : nullptr;
        const std::optional<bool> isRightHere = cell ? isRight(bench, input, *cell) : std::nullopt;
        answers.judged += isRightHere.has_value();
        answers.right += isRightHere.value_or(false);
    }
    return answers;
}

} // namespace deltascope::items
