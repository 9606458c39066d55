#include "files/evaluationjson.h"

#include "evaluate/summary.h"
#include "files/columnjson.h"
#include "files/predictions.h"

namespace deltascope::files {

namespace {

using evaluate::Summary;
using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double> &number) { return number ? ordered_json(*number) : ordered_json(); }

void addClasses(const Summary &summary, const std::vector<std::string> &labels, ordered_json &object)
{
    object["accuracy_interval"] = ordered_json();
    object["macro_f1"] = ordered_json();
    if (summary.accuracy) {
        object["accuracy_interval"] = {summary.accuracyInterval.first, summary.accuracyInterval.second};
        object["macro_f1"] = summary.confusion->macroF1();
    }
    object["per_label"] = ordered_json::array();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const evaluate::LabelQuality quality = summary.confusion->quality(i);
        object["per_label"].push_back({{"label", labels[i]},
                                       {"precision", quality.precision},
                                       {"recall", quality.recall},
                                       {"f1", quality.f1},
                                       {"support", quality.support}});
    }
    object["confusion"] = summary.confusion->counts();
    if (summary.againstFirst)
        object["against_first"] = {{"only_here", summary.againstFirst->onlyHere},
                                   {"only_there", summary.againstFirst->onlyThere},
                                   {"p", summary.againstFirst->p}};
}

ordered_json toJson(const Summary &summary, const EvaluationResult &result, const ColumnOutcomes &column)
{
    ordered_json object = columnJson(column.name, column.attached);
    object["count"] = summary.count;
    object["not_a_number"] = summary.notNumbers;
    if (result.kind == EvaluationKind::Regression) {
        object["mse"] = orNull(summary.meanSquared);
        object["mae"] = orNull(summary.meanAbsolute);
        object["pearson"] = orNull(summary.pearson);
        object["spearman"] = orNull(summary.spearman);
        return object;
    }
    if (result.kind == EvaluationKind::LanguageModel)
        object["tokens"] = summary.tokens;
    object["loss"] = orNull(summary.loss);
    if (result.kind == EvaluationKind::LanguageModel)
        object["perplexity"] = orNull(summary.perplexity);
    if (summary.exactMatch)
        object["exact_match"] = *summary.exactMatch;
    if (summary.confusion)
        object["accuracy"] = orNull(summary.accuracy);
    if (result.kind == EvaluationKind::Classification)
        addClasses(summary, result.labelsOf(column), object);
    if (summary.spans) {
        object["precision"] = summary.spans->precision();
        object["recall"] = summary.spans->recall();
        object["f1"] = summary.spans->f1();
    }
    return object;
}

ordered_json toJson(const std::vector<LineFailure> &failures, const std::vector<DataLine> &lines)
{
    ordered_json list = ordered_json::array();
    for (const LineFailure &failure : failures)
        list.push_back(
            {{"line", lineNumber(lines[failure.place].input, failure.place)}, {"error", failure.error.sentence()}});
    return list;
}

} // namespace

std::string evaluationJson(const std::vector<DataLine> &lines, const EvaluationResult &result)
{
    const std::vector<Summary> summaries = evaluate::summarize(result);
    ordered_json columns = ordered_json::array();
    for (std::size_t i = 0; i < summaries.size(); ++i)
        columns.push_back(toJson(summaries[i], result, result.columns[i]));
    return answerLine({{"columns", std::move(columns)}, {"failures", toJson(result.failures, lines)}});
}

} // namespace deltascope::files
