#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

const char *nameOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return "error";
    case Problem::Severity::Warning: return "warning";
    case Problem::Severity::Note: return "note";
    }
    return "";
}

using nlohmann::ordered_json;

/// Keys that the files say nothing of are null.
template<class T>
ordered_json orNull(const std::optional<T> &value)
{
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json orNull(const std::string &text) { return text.empty() ? ordered_json() : ordered_json(text); }

ordered_json toJson(const std::optional<DeltaHead> &head)
{
    if (!head)
        return {};
    return {{"kind", wordOf(head->kind)}, {"outputs", head->outputs}, {"labels", head->labels}};
}

std::string toJson(const CheckReport &report)
{
    ordered_json problems = ordered_json::array();
    for (const Problem &problem : report.problems)
        problems.push_back({{"code", problem.code}, {"severity", nameOf(problem.severity)}, {"text", problem.text}});
    const DeltaFacts &facts = report.facts;
    const ordered_json answer{{"format", report.format},
                              {"kind", report.kind},
                              {"parameters", report.parameters},
                              {"fits", report.fits},
                              {"rank", orNull(facts.rank)},
                              {"alpha", orNull(facts.alpha)},
                              {"scaling", orNull(facts.scaling)},
                              {"variant", orNull(facts.variant)},
                              {"targets", facts.targets},
                              {"modules_to_save", facts.modulesToSave},
                              {"base_model", orNull(facts.baseModel)},
                              {"task", orNull(facts.task)},
                              {"trained_with", orNull(facts.trainedWith)},
                              {"date", orNull(facts.date)},
                              {"bytes", facts.bytes},
                              {"head", toJson(facts.head)},
                              {"matched", report.matched},
                              {"missing", report.missing},
                              {"unexpected", report.unexpected},
                              {"problems", std::move(problems)}};
    return files::answerLine(answer);
}

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string headText(const DeltaHead &head)
{
    std::string text(wordOf(head.kind));
    if (hasLabels(head.kind) && head.outputs > 0)
        text += ":" + std::to_string(head.outputs);
    return head.labels.empty() ? text : text + " (" + joined(head.labels) + ")";
}

/// A line for each thing that the files say.
std::string toText(const DeltaFacts &facts)
{
    std::string text;
    const auto line = [&](const char *name, const std::string &value) {
        if (!value.empty())
            text += std::string(name) + ": " + value + "\n";
    };
    const auto number = [](double value) { return nlohmann::json(value).dump(); };
    line("rank", facts.rank ? std::to_string(*facts.rank) : "");
    line("alpha", facts.alpha ? number(*facts.alpha) : "");
    line("scaling", facts.scaling ? number(*facts.scaling) : "");
    line("variant", facts.variant);
    line("targets", joined(facts.targets));
    line("saved whole", joined(facts.modulesToSave));
    line("head", facts.head ? headText(*facts.head) : "");
    line("base model", facts.baseModel);
    line("task", facts.task);
    line("trained with", facts.trainedWith);
    line("weights", std::to_string(facts.bytes) + " bytes" + (facts.date.empty() ? "" : " of " + facts.date));
    return text;
}

std::string toText(const CheckReport &report)
{
    if (report.kind.empty())
        return {}; // its problem says it all
    std::string text = report.kind + " of " + report.format + ", " + std::to_string(report.parameters) + " parameters";
    text += report.fits ? "\n" : ": does not fit\n";
    text += toText(report.facts);
    if (!report.matched.empty())
        text += "sits at " + std::to_string(report.matched.size())
                + (report.matched.size() == 1 ? " module\n" : " modules\n");
    for (const Problem &problem : report.problems)
        if (problem.severity != Problem::Severity::Error)
            text += std::string(nameOf(problem.severity)) + " " + problem.code + ": " + problem.text + "\n";
    return text;
}

} // namespace

int runCheck(const Options &options, Engine &engine)
{
    if (!options.against.empty()) {
        OpenRequest request = options.model;
        request.model = options.against;
        TerminalProgress progress;
        valueOf(engine.open(request, progress));
    }
    const CheckReport report = valueOf(engine.check(options.path));
    deliver(options, options.answer == Answer::Json ? toJson(report) : toText(report));
    const auto damage = std::find_if(report.problems.begin(), report.problems.end(), [](const Problem &problem) {
        return problem.severity == Problem::Severity::Error;
    });
    if (damage == report.problems.end())
        return report.fits ? 0 : 1;
    std::cerr << damage->code << ": " << damage->text << '\n';
    return 1;
}

} // namespace deltascope::app
