#include "app/cli/columnjson.h"
#include "app/cli/commands.h"
#include "app/cli/lines.h"
#include "app/cli/predictions.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "evaluate/summary.h"

#include <cstdio>

namespace deltascope::app {

namespace {

using evaluate::Summary;
using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double> &number) { return number ? ordered_json(*number) : ordered_json(); }

void addClasses(const Summary &summary, const std::vector<std::string> &labels, ordered_json &object)
{
    object["accuracy_interval"] = {summary.accuracyInterval.first, summary.accuracyInterval.second};
    object["macro_f1"] = summary.confusion->macroF1();
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
    if (result.kind == EvaluationKind::Regression) {
        object["mse"] = summary.meanSquared;
        object["mae"] = summary.meanAbsolute;
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
    if (summary.accuracy)
        object["accuracy"] = *summary.accuracy;
    if (summary.confusion)
        addClasses(summary, result.labels, object);
    if (summary.spans) {
        object["precision"] = summary.spans->precision();
        object["recall"] = summary.spans->recall();
        object["f1"] = summary.spans->f1();
    }
    return object;
}

/// One line a column: its name and its numbers.
std::string toText(const std::vector<Summary> &summaries, const EvaluationResult &result)
{
    std::string text;
    const auto add = [&text](const char *name, const std::optional<double> &number) {
        char buffer[80];
        std::snprintf(buffer, sizeof buffer, "  %s %.4f", name, number.value_or(0));
        text += number ? buffer : "";
    };
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        const Summary &summary = summaries[i];
        text += result.columns[i].name + ":  " + std::to_string(summary.count) + " lines";
        add("loss", summary.loss);
        add("accuracy", summary.accuracy);
        if (summary.confusion) {
            add("from", summary.accuracyInterval.first);
            add("to", summary.accuracyInterval.second);
            add("macro F1", summary.confusion->macroF1());
        }
        if (summary.spans)
            add("span F1", summary.spans->f1());
        if (result.kind == EvaluationKind::Regression) {
            add("mean squared error", summary.meanSquared);
            add("Pearson", summary.pearson);
            add("Spearman", summary.spearman);
        }
        add("perplexity", summary.perplexity);
        add("exact match", summary.exactMatch);
        if (summary.againstFirst) {
            text += "  better on " + std::to_string(summary.againstFirst->onlyHere) + " lines, worse on "
                    + std::to_string(summary.againstFirst->onlyThere) + ":";
            add("p =", summary.againstFirst->p);
        }
        text += "\n";
    }
    return text;
}

/// The line that says how far it is goes before the answer is written.
EvaluationResult evaluated(Judge &judge, const EvaluationRequest &request)
{
    TerminalProgress progress;
    return valueOf(judge.evaluate(request, progress));
}

} // namespace

int runEvaluate(const Options &options, Engine &engine)
{
    EvaluationRequest request;
    request.lines = dataLines(options, options.data);
    request.texts = options.evaluatedTexts;
    request.generation = options.run.generation;
    request.generation.seed = options.model.seed;
    const Opened opened = openSession(options, engine, Weights::Required);
    request.columns = columnsOf(options, opened);
    const EvaluationResult result = evaluated(judgeOf(engine), request);
    const std::vector<Summary> summaries = evaluate::summarize(result);
    if (!options.predictions.empty())
        writeFile(options.predictions, predictionLines(request, result));
    if (options.answer != Answer::Json) {
        deliver(options, toText(summaries, result));
        return 0;
    }
    ordered_json columns = ordered_json::array();
    for (std::size_t i = 0; i < summaries.size(); ++i)
        columns.push_back(toJson(summaries[i], result, result.columns[i]));
    deliver(options, answerLine({{"columns", std::move(columns)}}));
    return 0;
}

} // namespace deltascope::app
