#include "files/predictions.h"

#include "files/columnjson.h"

namespace deltascope::files {

namespace {

using nlohmann::ordered_json;

std::vector<std::string> named(const std::vector<int> &indices, const std::vector<std::string> &labels)
{
    std::vector<std::string> names;
    for (const int index : indices)
        names.push_back(labels[static_cast<std::size_t>(index)]);
    return names;
}

/// Null for what is not a number.
ordered_json answered(const LineOutcome &line, EvaluationKind kind, const std::vector<std::string> &labels)
{
    if (!line.isNumber())
        return {};
    switch (kind) {
    case EvaluationKind::Classification: return labels[static_cast<std::size_t>(line.predicted)];
    case EvaluationKind::Regression: return line.value;
    case EvaluationKind::TokenClassification: return named(line.predictedLabels, labels);
    case EvaluationKind::LanguageModel: break;
    }
    return line.text ? ordered_json(*line.text) : ordered_json();
}

void addPrediction(const LineOutcome &line, EvaluationKind kind, const std::vector<std::string> &labels,
                   const DataLine &data, ordered_json &object)
{
    const char *key = kind == EvaluationKind::TokenClassification ? "labels"
                      : kind == EvaluationKind::LanguageModel     ? "text"
                                                                  : "label";
    object[key] = answered(line, kind, labels);
    switch (kind) {
    case EvaluationKind::Classification: object["expected"] = labels[static_cast<std::size_t>(line.expected)]; break;
    case EvaluationKind::Regression: object["expected"] = line.expectedValue; break;
    case EvaluationKind::TokenClassification: object["expected"] = named(line.expectedLabels, labels); break;
    case EvaluationKind::LanguageModel:
        object["expected"] = line.expectedText ? ordered_json(*line.expectedText)
                             : data.target     ? ordered_json(*data.target)
                                               : ordered_json();
        break;
    }
    const auto right = line.right();
    object["right"] = right ? ordered_json(*right) : ordered_json();
    if (kind == EvaluationKind::Classification)
        object["probabilities"] = line.probabilities;
    if (kind == EvaluationKind::LanguageModel)
        object["log_prob"] = -line.loss;
}

} // namespace

std::int64_t lineNumber(const Input &input, std::size_t place)
{
    const std::size_t blank = input.origin.rfind(' ');
    const std::string digits = blank == std::string::npos ? "" : input.origin.substr(blank + 1);
    const bool isNumber
        = !digits.empty() && digits.size() < 18 && digits.find_first_not_of("0123456789") == digits.npos;
    return isNumber ? std::stoll(digits) : static_cast<std::int64_t>(place) + 1;
}

std::string predictionLines(const std::vector<DataLine> &lines, const EvaluationResult &result)
{
    std::string text;
    for (std::size_t i = 0; i < result.places.size(); ++i) {
        const DataLine &data = lines[result.places[i]];
        for (const ColumnOutcomes &column : result.columns) {
            ordered_json object{{"line", lineNumber(data.input, result.places[i])}, {"column", column.name}};
            addPrediction(column.lines[i], result.kind, result.labelsOf(column), data, object);
            text += answerLine(object);
        }
    }
    return text;
}

} // namespace deltascope::files
