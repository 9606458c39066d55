#include "core/evaluation.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace deltascope {

namespace {

template<class T>
std::vector<T> inOrder(std::vector<T> &list, const std::vector<std::size_t> &order)
{
    std::vector<T> sorted;
    sorted.reserve(order.size());
    for (const std::size_t from : order)
        sorted.push_back(std::move(list[from]));
    return sorted;
}

} // namespace

std::optional<bool> LineOutcome::right() const
{
    if (expected >= 0)
        return expected == predicted;
    if (text)
        return text == expectedText;
    if (!expectedLabels.empty())
        return expectedLabels == predictedLabels;
    return std::nullopt;
}

void EvaluationResult::add(EvaluationResult more)
{
    if (columns.empty()) {
        *this = std::move(more);
        return;
    }
    seconds += more.seconds;
    places.insert(places.end(), more.places.begin(), more.places.end());
    for (std::size_t i = 0; i < columns.size(); ++i)
        std::move(more.columns[i].lines.begin(), more.columns[i].lines.end(), std::back_inserter(columns[i].lines));
}

void EvaluationResult::sortByPlace()
{
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    places = inOrder(places, order);
    for (ColumnOutcomes &column : columns)
        column.lines = inOrder(column.lines, order);
}

} // namespace deltascope
