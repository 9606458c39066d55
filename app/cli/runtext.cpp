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

std::size_t widestTitle(const RunResult &result)
{
    std::size_t widest = 0;
    for (const ColumnResult &column : result.columns)
        widest = std::max(widest, titleOf(result, column).size());
    return widest;
}

/// A line for each module, a number for each column behind the first.
void writeDivergence(std::ostream &text, const RunResult &result)
{
    const auto &first = result.columns.front().divergence;
    std::size_t widest = 0;
    for (const ModuleDivergence &module : first)
        widest = std::max(widest, module.name.size());
    const int nameWidth = static_cast<int>(widest) + 2,
              width = static_cast<int>(std::max<std::size_t>(widestTitle(result), 9)) + 2;
    text << "how far outputs are from those of " << titleOf(result, result.columns.front()) << ", |y - y0| / |y0|:\n";
    text << "  " << std::left << std::setw(nameWidth) << "module" << std::right;
    for (std::size_t c = 1; c < result.columns.size(); ++c)
        text << std::setw(width) << result.columns[c].name;
    text << '\n' << std::scientific << std::setprecision(2);
    for (std::size_t i = 0; i < first.size(); ++i) {
        text << "  " << std::left << std::setw(nameWidth) << first[i].name << std::right;
        for (std::size_t c = 1; c < result.columns.size(); ++c)
            text << std::setw(width) << result.columns[c].divergence[i].relative;
        text << '\n';
    }
}

} // namespace

std::string runText(const std::vector<Input> &inputs, const RunResult &result)
{
    const int width = static_cast<int>(widestTitle(result)) + 2;
    std::ostringstream text;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        text << files::inputTitle(inputs[i], result.columns.front().outputs[i]) << '\n';
        for (const ColumnResult &column : result.columns)
            text << "  " << std::left << std::setw(width) << titleOf(result, column)
                 << files::answerText(result.task, column.outputs[i]) << '\n';
    }
    if (!result.columns.front().divergence.empty() && result.columns.size() > 1)
        writeDivergence(text, result);
    return text.str();
}

} // namespace deltascope::app
