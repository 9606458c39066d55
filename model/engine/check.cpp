#include "engine/check.h"

#include "io/hub.h"

namespace deltascope {

namespace {

void refuse(CheckReport &report, const Error &error)
{
    report.fits = false;
    report.problems.push_back({error.code.empty() ? "not-a-delta" : error.code, Problem::Severity::Error, error.sentence()});
}

std::int64_t countElements(const io::CheckpointIndex &tensors)
{
    std::int64_t count = 0;
    for (const io::TensorEntry &entry : tensors.entries())
        count += elementCount(entry.shape).value_or(0);
    return count;
}

} // namespace

nn::Host hostOf(const Session &session)
{
    if (!session.backbone)
        throw Failure(session.info.model, "this checkpoint can be shown but not run, so no delta can be added to it");
    return {session.info, session.blocks, *session.config, session.family ? std::string(session.family->basePrefix) : std::string()};
}

CheckReport checkDelta(const Session *session, const std::string &path, const HubFetch &fetch, Progress &progress)
{
    CheckReport report;
    try {
        const nn::DeltaFolder folder = nn::identify(io::locate(path, HubPart::Delta, fetch, progress));
        report.format = folder.kind->library;
        report.kind = folder.config.text(folder.config.has("peft_type") ? "peft_type" : "delta_type", folder.kind->name);
        report.parameters = countElements(folder.tensors);
        report.fits = true;
        if (!session)
            return report;
        const nn::BuiltDelta delta = nn::buildSaved(hostOf(*session), folder);
        report.kind = delta.info.kind;
        report.parameters = delta.info.parameterCount;
        report.problems = delta.info.problems;
        for (const TapInfo &tap : delta.info.taps)
            report.matched.push_back(session->info.modules[tap.module].name);
    } catch (const Failure &failure) {
        refuse(report, failure.error());
    }
    return report;
}

} // namespace deltascope
