#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/lines.h"
#include "app/cli/runplan.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "evaluate/summary.h"
#include "files/evaluationjson.h"
#include "files/predictions.h"
#include "files/wholefile.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <utility>

namespace deltascope::app {

namespace {

using evaluate::Summary;

/// One line a column: its name and its numbers.
std::string toText(const EvaluationResult &result)
{
    const std::vector<Summary> summaries = evaluate::summarize(result);
    std::string text;
    const auto add = [&text](const char *name, const std::optional<double> &number) {
        char buffer[80];
        std::snprintf(buffer, sizeof buffer, "  %s %.4f", name, number.value_or(0));
        text += number ? buffer : "";
    };
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        const Summary &summary = summaries[i];
        text += result.columns[i].name + ":  " + std::to_string(summary.count) + " lines";
        if (summary.notNumbers > 0)
            text += ", " + std::to_string(summary.notNumbers) + " of them left out: not a number";
        add("loss", summary.loss);
        add("accuracy", summary.accuracy);
        if (result.kind == EvaluationKind::Classification && summary.accuracy) {
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

/// What is answered once all is, or the user stops it.
EvaluationResult evaluated(JudgeRole &judge, const EvaluationRequest &request, const Interruption &interruption)
{
    TerminalProgress progress(&interruption);
    const auto walk = valueOf(judge.evaluate(request));
    EvaluationResult result;
    for (bool isLast = false; !isLast;) {
        Outcome<EvaluationPart> part = walk->next(progress);
        if (!part && interruption.came())
            break;
        EvaluationPart next = valueOf(std::move(part));
        isLast = next.isLast;
        result.add(std::move(next.answered));
    }
    result.sortByPlace();
    return result;
}

/// The columns of the plan out of what its configurations answered.
void arrange(const RunPlan &plan, EvaluationResult &result)
{
    const std::vector<ColumnOutcomes> ran = std::exchange(result.columns, {});
    for (const RunColumn &column : plan.columns) {
        ColumnOutcomes outcomes{column.name, {}, {}, {}};
        std::vector<const std::vector<AttachedDelta> *> attached;
        for (std::size_t line = 0; line < result.places.size(); ++line) {
            const ColumnOutcomes &from = ran[column.places[result.places[line]]];
            outcomes.lines.push_back(from.lines[line]);
            if (outcomes.labels.empty())
                outcomes.labels = from.labels;
            if (std::find(attached.begin(), attached.end(), &from.attached) == attached.end())
                attached.push_back(&from.attached);
        }
        outcomes.attached = joined(attached);
        result.columns.push_back(std::move(outcomes));
    }
}

} // namespace

int runEvaluate(const Options &options, Engine &engine)
{
    keepInputs(options, options.predictions);
    EvaluationRequest request;
    request.lines = dataLines(options, options.data);
    request.texts = options.evaluatedTexts;
    request.generation = options.run.generation;
    const Opened opened = openSession(options, engine, Weights::Required);
    const RunPlan plan = planOfLines(options, opened, request.lines);
    sayLeftOut(plan);
    request.columns = plan.configurations;
    const Interruption interruption;
    EvaluationResult result = evaluated(judgeOf(engine), request, interruption);
    if (result.places.empty() && !result.failures.empty())
        throw Failure(result.failures.front().error); // alike for all: there is no tokenizer, say
    arrange(plan, result);
    if (!options.predictions.empty())
        files::writeWhole(options.predictions, files::predictionLines(request.lines, result));
    deliver(options, options.answer == Answer::Json ? files::evaluationJson(request.lines, result) : toText(result));
    if (const std::string failed = failedSentence(result.failures, request.lines.size()); !failed.empty())
        std::cerr << failed << '\n';
    if (!interruption.came())
        return result.failures.empty() ? 0 : 1;
    std::cerr << "stopped: " << result.places.size() << " of " << request.lines.size() << " lines are answered\n";
    return Interruption::status;
}

} // namespace deltascope::app
