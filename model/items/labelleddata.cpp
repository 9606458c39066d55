#include "items/labelleddata.h"

#include "items/typedinput.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace deltascope::items {

namespace {

template<class T>
std::optional<T> number(const std::string &text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

void setExpected(DataLine &line, const std::string &typed, HeadKind head, const std::vector<std::string> &labels)
{
    switch (head) {
    case HeadKind::TokenClassification: {
        std::istringstream words(typed);
        line.labels.emplace();
        for (std::string word; words >> word;)
            line.labels->push_back(word == "-" ? Label() : labelOf(word, labels));
        break;
    }
    case HeadKind::CausalLm:
    case HeadKind::ConditionalGeneration:
        if (const Input target = items::typed(QString::fromStdString(typed), {}); target.ids)
            line.decoderLabels = target.ids;
        else
            line.target = typed;
        break;
    default: line.label = labelOf(typed, labels); break;
    }
}

QString textOf(const Label &label, const std::vector<std::string> &labels)
{
    if (const auto *name = std::get_if<std::string>(&label))
        return QString::fromStdString(*name);
    if (const auto *value = std::get_if<double>(&label))
        return QString::number(*value);
    const auto *index = std::get_if<std::int64_t>(&label);
    if (!index)
        return QStringLiteral("-");
    const bool isNamed = *index >= 0 && std::size_t(*index) < labels.size() && labels.size() > 1;
    return isNamed ? QString::fromStdString(labels[std::size_t(*index)]) : QString::number(*index);
}

} // namespace

Label labelOf(const std::string &typed, const std::vector<std::string> &labels)
{
    if (std::find(labels.begin(), labels.end(), typed) != labels.end())
        return typed;
    if (const auto index = number<std::int64_t>(typed))
        return *index;
    if (const auto value = number<double>(typed))
        return *value;
    return typed;
}

std::vector<Condition> conditionsOf(const SessionState &state)
{
    std::vector<Condition> conditions;
    for (const session::Rule &rule : state.rules)
        conditions.push_back(rule.when);
    return conditions;
}

std::vector<int> takenBy(const std::vector<Condition> &conditions, const std::vector<LabelledData::Words> &words)
{
    std::vector<session::Rule> rules; // of their own: matchers are not for two threads
    for (const Condition &when : conditions)
        rules.push_back({0, when, {}, std::make_shared<const session::Matcher>(when)});
    std::vector<int> taken;
    for (const LabelledData::Words &each : words)
        taken.push_back(session::placeOf(rules, each.text, each.language));
    return taken;
}

LabelledData dataOfInputs(const std::vector<BenchInput> &inputs, HeadKind head, const std::vector<std::string> &labels)
{
    LabelledData data;
    int number = 0;
    for (const BenchInput &input : inputs) {
        DataLine &line = data.lines.emplace_back();
        line.input = input.input;
        line.input.origin = "input " + std::to_string(++number);
        if (!input.expected.empty())
            setExpected(line, input.expected, head, labels);
        data.inputKeys << input.key;
    }
    return data;
}

bool isLabelled(const DataLine &line, HeadKind head)
{
    if (!isRunnable(line.input))
        return false;
    switch (head) {
    case HeadKind::CausalLm: return true;
    case HeadKind::ConditionalGeneration: return line.target || line.decoderLabels;
    case HeadKind::TokenClassification: return line.labels.has_value();
    default: return line.label.has_value();
    }
}

QString expectedText(const DataLine &line, const std::vector<std::string> &labels)
{
    if (line.label)
        return textOf(*line.label, labels);
    if (line.target)
        return QString::fromStdString(*line.target);
    if (line.decoderLabels) {
        Input target;
        target.ids = line.decoderLabels;
        return typedText(target);
    }
    QStringList words;
    if (line.labels)
        for (const Label &label : *line.labels)
            words << textOf(label, labels);
    return words.join(QLatin1Char(' '));
}

QString lineText(const DataLine &line)
{
    const Input &input = line.input;
    QString text = inputText(input);
    if (input.textPair)
        text += QStringLiteral("  ·  ") + QString::fromStdString(*input.textPair);
    return text.simplified();
}

} // namespace deltascope::items
