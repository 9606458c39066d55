#include "app/cli/runtext.h"

#include "files/answers.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace deltascope::app {

namespace {

/// What a person calls the column: the only one, without a delta, is the backbone.
std::string titleOf(const RunResult &result, const ColumnResult &column)
{
    return result.columns.size() == 1 && column.attached.empty() ? "base" : column.name;
}

/// Of a cell: by rule, which configuration was taken.
std::string titleOf(const MixedRun &run, std::size_t column, std::size_t input)
{
    const std::vector<std::string> &taken = run.taken[column];
    return taken.empty() ? titleOf(run.result, run.result.columns[column])
                         : run.result.columns[column].name + " (" + taken[input] + ")";
}

/// An output that is there, if any is.
Output answered(const MixedRun &run, std::size_t input)
{
    for (std::size_t column = 0; column < run.result.columns.size(); ++column)
        if (!run.failed(column, input))
            return run.result.columns[column].outputs[input];
    return {};
}

std::size_t widestTitle(const MixedRun &run, std::size_t inputs)
{
    std::size_t widest = 0;
    for (std::size_t column = 0; column < run.result.columns.size(); ++column)
        for (std::size_t input = 0; input < inputs; ++input)
            widest = std::max(widest, titleOf(run, column, input).size());
    return widest;
}

/// A line for each module, a number for each column behind the first of those that have one.
void writeDivergence(std::ostream &text, const RunResult &result)
{
    std::vector<const ColumnResult *> columns;
    std::size_t widest = 0, widestName = 9;
    for (const ColumnResult &column : result.columns)
        if (!column.divergence.empty())
            columns.push_back(&column);
    if (columns.size() < 2)
        return;
    const auto &first = columns.front()->divergence;
    for (const ModuleDivergence &module : first)
        widest = std::max(widest, module.name.size());
    for (const ColumnResult *column : columns)
        widestName = std::max(widestName, column->name.size());
    const int nameWidth = static_cast<int>(widest) + 2, width = static_cast<int>(widestName) + 2;
    text << "how far outputs are from those of " << titleOf(result, *columns.front()) << ", |y - y0| / |y0|:\n";
    text << "  " << std::left << std::setw(nameWidth) << "module" << std::right;
    for (std::size_t c = 1; c < columns.size(); ++c)
        text << std::setw(width) << columns[c]->name;
    text << '\n' << std::scientific << std::setprecision(2);
    for (std::size_t i = 0; i < first.size(); ++i) {
        text << "  " << std::left << std::setw(nameWidth) << first[i].name << std::right;
        for (std::size_t c = 1; c < columns.size(); ++c)
            text << std::setw(width) << columns[c]->divergence[i].relative;
        text << '\n';
    }
}

} // namespace

std::string runText(const std::vector<Input> &inputs, const MixedRun &run)
{
    const RunResult &result = run.result;
    const int width = static_cast<int>(widestTitle(run, inputs.size())) + 2;
    std::ostringstream text;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        text << files::inputTitle(inputs[i], answered(run, i)) << '\n';
        for (std::size_t c = 0; c < result.columns.size(); ++c) {
            const Error *failure = run.failed(c, i);
            text << "  " << std::left << std::setw(width) << titleOf(run, c, i)
                 << (failure ? "failed: " + failure->sentence()
                             : files::answerText(result.task, result.columns[c].outputs[i]))
                 << '\n';
        }
    }
    writeDivergence(text, result);
    return text.str();
}

} // namespace deltascope::app
