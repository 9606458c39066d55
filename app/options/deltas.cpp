#include "app/options.h"
#include "core/deltaname.h"
#include "core/outcome.h"
#include "core/runfolder.h"

#include <set>

namespace deltascope::app {

namespace {

std::vector<StartDelta> everyStep(const StartDelta &run)
{
    const std::vector<std::string> folders = checkpointsIn(run.request.path);
    if (folders.empty())
        throw Failure(run.request.path,
                      "--checkpoints: expected a Trainer's folder with checkpoint-N inside, found none");
    std::vector<StartDelta> steps;
    for (const std::string &folder : folders) {
        StartDelta step = run;
        step.request.path = folder;
        if (!run.request.name.empty())
            step.request.name += "/" + std::to_string(*stepOf(folder));
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace

std::vector<StartDelta> resolved(const std::vector<StartDelta> &deltas)
{
    std::vector<StartDelta> all;
    for (const StartDelta &delta : deltas) {
        const std::vector<StartDelta> some
            = delta.steps == Steps::Each ? everyStep(delta) : std::vector<StartDelta>{delta};
        all.insert(all.end(), some.begin(), some.end());
    }
    std::vector<std::string> paths;
    for (const StartDelta &delta : all)
        if (delta.request.name.empty())
            paths.push_back(delta.request.path);
    const std::vector<std::string> names = namesFromPaths(paths);
    std::set<std::string> taken;
    std::size_t next = 0;
    for (StartDelta &delta : all) {
        if (delta.request.name.empty())
            delta.request.name = names[next++];
        if (!taken.insert(delta.request.name).second)
            throw Failure(delta.request.name,
                          "expected a different name for each delta, found it twice; write NAME=PATH");
    }
    return all;
}

} // namespace deltascope::app
