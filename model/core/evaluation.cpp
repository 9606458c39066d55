#include "core/evaluation.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <set>
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

bool LineOutcome::isNumber() const { return !std::isnan(loss) && !std::isnan(value); }

std::optional<bool> LineOutcome::right() const
{
    if (!isNumber())
        return std::nullopt;
    if (expected >= 0)
        return expected == predicted;
    if (text)
        return text == expectedText;
    if (!expectedLabels.empty())
        return expectedLabels == predictedLabels;
    return std::nullopt;
}

std::string failedSentence(const std::vector<LineFailure> &failures, std::size_t lines)
{
    constexpr std::size_t most = 3;
    std::string text;
    std::set<std::string> named;
    for (const LineFailure &failure : failures)
        if (named.size() < most && named.insert(failure.error.what).second)
            text += (text.empty() ? "" : "; ") + failure.error.sentence();
    if (failures.size() > named.size())
        text += "; and " + std::to_string(failures.size() - named.size()) + " more";
    const std::string count = std::to_string(failures.size()) + " of " + std::to_string(lines);
    return text.empty() ? text
                        : Error{count + (lines == 1 ? " line failed" : " lines failed"), text, {}, {}}.sentence();
}

void EvaluationResult::add(EvaluationResult more)
{
    if (columns.empty()) {
        *this = std::move(more);
        return;
    }
    seconds += more.seconds;
    places.insert(places.end(), more.places.begin(), more.places.end());
    std::move(more.failures.begin(), more.failures.end(), std::back_inserter(failures));
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
    std::sort(failures.begin(), failures.end(),
              [](const LineFailure &a, const LineFailure &b) { return a.place < b.place; });
}

} // namespace deltascope
