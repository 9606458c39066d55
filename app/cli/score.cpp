#include "app/cli/commands.h"
#include "app/cli/lines.h"
#include "app/cli/runplan.h"
#include "app/cli/session.h"
#include "files/columnjson.h"

#include <cstdio>
#include <utility>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double> &number) { return number ? ordered_json(*number) : ordered_json(); }

ordered_json toJson(const TextScore &score)
{
    ordered_json logProbs = ordered_json::array();
    for (const auto &logProb : score.logProbs)
        logProbs.push_back(logProb ? ordered_json(*logProb) : ordered_json());
    return {{"ids", score.ids},
            {"tokens", score.tokens},
            {"log_probs", std::move(logProbs)},
            {"count", score.count()},
            {"sum", score.sum()},
            {"mean", orNull(score.mean())},
            {"perplexity", orNull(score.perplexity())}};
}

std::string toText(const ScoreResult &result)
{
    std::string text;
    char line[120];
    for (const ColumnScores &column : result.columns) {
        text += column.name + "\n";
        for (const TextScore &score : column.outputs) {
            std::snprintf(line, sizeof line, "  %lld tokens, log-probability %.4f, perplexity %.4f\n",
                          static_cast<long long>(score.count()), score.sum(), score.perplexity().value_or(0));
            text += !score.isNumber()   ? "  not a number\n"
                    : score.count() > 0 ? line
                                        : "  nothing to score: none of its tokens counts\n";
        }
    }
    return text;
}

/// The columns of the plan out of what its configurations scored.
void arrange(const RunPlan &plan, ScoreResult &result)
{
    const std::vector<ColumnScores> ran = std::exchange(result.columns, {});
    for (const RunColumn &column : plan.columns) {
        ColumnScores scores{column.name, {}, {}};
        std::vector<const std::vector<AttachedDelta> *> attached;
        for (std::size_t line = 0; line < column.places.size(); ++line) {
            const ColumnScores &from = ran[column.places[line]];
            scores.outputs.push_back(from.outputs[line]);
            attached.push_back(&from.attached);
        }
        scores.attached = joined(attached);
        result.columns.push_back(std::move(scores));
    }
}

} // namespace

int runScore(const Options &options, Engine &engine)
{
    ScoreRequest request{scoredLines(options), {}};
    const Opened opened = openSession(options, engine, Weights::Required);
    const RunPlan plan = planOfLines(options, opened, request.lines);
    sayLeftOut(plan);
    request.columns = plan.configurations;
    ScoreResult result = withProgress([&](Progress &progress) { return judgeOf(engine).score(request, progress); });
    arrange(plan, result);
    if (options.answer != Answer::Json) {
        deliver(options, toText(result));
        return 0;
    }
    ordered_json columns = ordered_json::array();
    for (const ColumnScores &column : result.columns) {
        ordered_json object = files::columnJson(column.name, column.attached);
        object["outputs"] = ordered_json::array();
        for (const TextScore &score : column.outputs)
            object["outputs"].push_back(toJson(score));
        if (const auto &taken = plan.columns[columns.size()].taken; !taken.empty())
            object["configurations"] = taken;
        columns.push_back(std::move(object));
    }
    deliver(options, files::answerLine({{"columns", std::move(columns)}}));
    return 0;
}

} // namespace deltascope::app
