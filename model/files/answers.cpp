#include "files/answers.h"

#include "core/isnumber.h"
#include "files/columnjson.h"
#include "files/conversation.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace deltascope::files {

namespace {

using nlohmann::ordered_json;

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

ordered_json toJson(const Matrix &matrix)
{
    if (matrix.isVector)
        return matrix.values;
    ordered_json rows = ordered_json::array();
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        const auto begin = matrix.values.begin() + row * matrix.columns;
        rows.push_back(std::vector<float>(begin, begin + matrix.columns));
    }
    return rows;
}

ordered_json toJson(const std::vector<MaskedPosition> &masks)
{
    ordered_json list = ordered_json::array();
    for (const MaskedPosition &mask : masks) {
        ordered_json tokens = ordered_json::array();
        for (const MaskGuess &guess : mask.best)
            tokens.push_back({{"id", guess.id}, {"token", guess.token}, {"probability", guess.probability}});
        list.push_back({{"position", mask.position}, {"tokens", std::move(tokens)}});
    }
    return list;
}

/// What is predicted: null where nothing is.
template<class T>
ordered_json predicted(const T &value, const Output &output)
{
    return isNumber(output) ? ordered_json(value) : ordered_json();
}

ordered_json toJson(Task task, const Output &output)
{
    ordered_json object{{"ids", output.ids}};
    switch (task) {
    case Task::Classify:
        object["logits"] = toJson(output.logits);
        if (!output.probabilities.empty()) {
            object["probabilities"] = output.probabilities;
            object["label"] = predicted(output.label, output);
        }
        break;
    case Task::Tokens:
        object["logits"] = toJson(output.logits);
        object["labels"] = ordered_json::array();
        for (const std::string &label : output.labels)
            object["labels"].push_back(label.empty() ? predicted(label, output) : ordered_json(label));
        break;
    case Task::Answer:
        object["start_logits"] = output.startLogits;
        object["end_logits"] = output.endLogits;
        object["answer"]
            = {{"text", predicted(output.answerText, output)}, {"score", predicted(output.answerScore, output)}};
        break;
    case Task::FillMask: object["masks"] = toJson(output.masks); break;
    case Task::Generate:
        object["new_ids"] = output.newIds;
        object["text"] = predicted(output.text, output);
        break;
    case Task::Embed: object["embedding"] = output.embedding; break;
    case Task::Logits: object["logits"] = toJson(output.logits); break;
    case Task::Auto: break;
    }
    return object;
}

/// What the user says first in a conversation; where none does, the first message.
std::string firstWords(const std::string &messages)
{
    const std::vector<Turn> turns = turnsOf(messages);
    const auto user = std::find_if(turns.begin(), turns.end(), [](const Turn &turn) { return turn.role == "user"; });
    const Turn &first = user == turns.end() ? turns.front() : *user;
    return first.role + ": " + first.content;
}

} // namespace

const char *wordOf(Task task)
{
    switch (task) {
    case Task::Auto: return "auto";
    case Task::Classify: return "classify";
    case Task::Tokens: return "tokens";
    case Task::Answer: return "answer";
    case Task::FillMask: return "fill-mask";
    case Task::Generate: return "generate";
    case Task::Embed: return "embed";
    case Task::Logits: return "logits";
    }
    return "";
}

ordered_json columnJson(const ColumnResult &column, Task task)
{
    ordered_json object = columnJson(column.name, column.attached);
    object["outputs"] = ordered_json::array();
    for (const Output &output : column.outputs)
        object["outputs"].push_back(toJson(task, output));
    if (!column.labels.empty())
        object["labels"] = column.labels;
    return object;
}

std::string answerText(Task task, const Output &output)
{
    if (!isNumber(output))
        return "not a number";
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
        if (output.masks.empty())
            text << "no mask token in the input";
        for (const MaskedPosition &mask : output.masks)
            for (const MaskGuess &guess : mask.best)
                text << (&guess == &mask.best.front() ? "  " : ", ") << guess.token << ' ' << guess.probability;
        break;
    case Task::Generate:
        if (output.text.empty() && output.newTokens.empty() && !output.newIds.empty()) // there is no tokenizer
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

std::string inputTitle(const Input &input, const Output &output)
{
    if (input.text)
        return oneLine(*input.text + (input.textPair ? "  |  " + *input.textPair : ""));
    if (input.messages)
        return oneLine(firstWords(*input.messages));
    std::ostringstream text;
    text << "ids ";
    writeList(text, output.ids, 16);
    return text.str();
}

} // namespace deltascope::files
