#include "app/cli/runtext.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace deltascope::app {

namespace {

template<class List>
void writeList(std::ostream &text, const List &values, std::size_t most)
{
    for (std::size_t i = 0; i < values.size() && i < most; ++i)
        text << (i ? " " : "") << values[i];
    if (values.size() > most)
        text << " ... (" << values.size() << ")";
}

/// Line breaks as "\\n", so that columns stay columns.
std::string oneLine(const std::string &text)
{
    std::string line;
    for (const char c : text)
        line += c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
    return line;
}

/// One line that says an output to a person.
std::string brief(Task task, const Output &output)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(3);
    switch (task) {
    case Task::Classify:
        if (output.probabilities.empty())
            writeList(text, output.logits.values, 8);
        else
            text << *std::max_element(output.probabilities.begin(), output.probabilities.end()) << "  " << output.label;
        break;
    case Task::Tokens: writeList(text, output.labels, 64); break;
    case Task::Answer: text << output.answerScore << "  " << output.answerText; break;
    case Task::FillMask:
        for (const MaskedPosition &mask : output.masks)
            for (const MaskGuess &guess : mask.best)
                text << (&guess == &mask.best.front() ? "  " : ", ") << guess.token << ' ' << guess.probability;
        break;
    case Task::Generate:
        if (output.newTokens.empty() && !output.newIds.empty()) // there is no tokenizer
            writeList(text, output.newIds, 64);
        else
            text << oneLine(output.text);
        break;
    case Task::Embed: writeList(text, output.embedding, 8); break;
    case Task::Logits: writeList(text, output.logits.values, 8); break;
    case Task::Auto: break;
    }
    return text.str();
}

std::string heading(const Input &input, const Output &output)
{
    if (input.text)
        return oneLine(*input.text + (input.textPair ? "  |  " + *input.textPair : ""));
    std::ostringstream text;
    text << "ids ";
    writeList(text, output.ids, 16);
    return text.str();
}

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
        text << heading(inputs[i], result.columns.front().outputs[i]) << '\n';
        for (const ColumnResult &column : result.columns)
            text << "  " << std::left << std::setw(width) << titleOf(result, column)
                 << brief(result.task, column.outputs[i]) << '\n';
    }
    if (!result.columns.front().divergence.empty() && result.columns.size() > 1)
        writeDivergence(text, result);
    return text.str();
}

} // namespace deltascope::app
