#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"

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

std::string toJson(const CheckReport &report)
{
    using nlohmann::ordered_json;
    ordered_json problems = ordered_json::array();
    for (const Problem &problem : report.problems)
        problems.push_back({{"code", problem.code}, {"severity", nameOf(problem.severity)}, {"text", problem.text}});
    const ordered_json answer{{"format", report.format},         {"kind", report.kind},
                              {"parameters", report.parameters}, {"fits", report.fits},
                              {"matched", report.matched},       {"missing", report.missing},
                              {"unexpected", report.unexpected}, {"problems", std::move(problems)}};
    return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string toText(const CheckReport &report)
{
    std::string text = report.kind.empty() ? "no delta"
                                           : report.kind + " of " + report.format + ", "
                                                 + std::to_string(report.parameters) + " parameters";
    text += report.fits ? "\n" : ": does not fit\n";
    if (!report.matched.empty())
        text += "sits at " + std::to_string(report.matched.size()) + " modules\n";
    for (const Problem &problem : report.problems)
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
