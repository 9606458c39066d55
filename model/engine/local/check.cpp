#include "engine/local/check.h"

#include "engine/local/deltafacts.h"
#include "engine/local/origin.h"
#include "io/hub.h"
#include "nn/delta/findings.h"

#include <algorithm>
#include <cctype>

namespace deltascope {

namespace {

void refuse(CheckReport &report, const Error &error)
{
    report.fits = false;
    report.problems.push_back(
        {error.code.empty() ? "not-a-delta" : error.code, Problem::Severity::Error, error.sentence()});
}

std::int64_t countElements(const io::CheckpointIndex &tensors)
{
    std::int64_t count = 0;
    for (const io::TensorEntry &entry : tensors.entries())
        count += elementCount(entry.shape).value_or(0);
    return count;
}

std::string lower(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](unsigned char c) { return std::tolower(c); });
    return lowered;
}

void checkAlone(const nn::DeltaFolder &folder, CheckReport &report)
{
    report.problems = folder.notes;
    for (auto problem : {nn::notFinite(folder.tensors), nn::noEffect(folder.tensors)})
        if (problem)
            report.problems.push_back(std::move(*problem));
}

void addMatched(const Session &session, int module, CheckReport &report)
{
    const std::string &name = session.info.modules[module].name;
    if (report.matched.empty() || report.matched.back() != name) // several taps of a site stand together
        report.matched.push_back(name);
}

void checkAgainst(const Session &session, const nn::DeltaFolder &folder, CheckReport &report)
{
    report.problems = compareOrigin(session, folder);
    try {
        const nn::BuiltDelta delta = session.info.runnable || !session.backbone
                                         ? nn::buildSaved(hostOf(session), folder)
                                         : nn::buildFromHeaders(hostOf(session), folder);
        report.kind = delta.info.kind;
        report.parameters = delta.info.parameterCount;
        report.problems.insert(report.problems.end(), delta.info.problems.begin(), delta.info.problems.end());
        report.unexpected = delta.unexpected;
        for (const TapInfo &tap : delta.info.taps)
            addMatched(session, tap.module, report);
    } catch (const nn::Misfit &misfit) {
        for (const int module : misfit.matched())
            addMatched(session, module, report);
        report.missing = misfit.missing();
        refuse(report, misfit.error());
    }
}

} // namespace

nn::Host hostOf(const Session &session)
{
    if (!session.backbone)
        throw Failure(session.info.model,
                      "this checkpoint can be shown but not run, so no delta can be added to it"
                          + (session.info.notes.empty() ? std::string() : ": " + session.info.notes.back()));
    return {session.info, session.blocks, *session.config,
            session.family ? std::string(session.family->basePrefix) : std::string()};
}

CheckReport checkDelta(const Session *session, const std::string &path, const HubFetch &fetch, Progress &progress)
{
    CheckReport report;
    try {
        const nn::DeltaFolder folder = nn::identify(io::locate(path, HubPart::Delta, fetch, progress));
        report.format = folder.kind->library;
        report.kind = lower(folder.kind->name);
        report.parameters = countElements(folder.tensors);
        report.fits = true;
        report.facts = factsOf(folder);
        if (session)
            checkAgainst(*session, folder, report);
        else
            checkAlone(folder, report);
    } catch (const Failure &failure) {
        refuse(report, failure.error());
    }
    return report;
}

} // namespace deltascope
