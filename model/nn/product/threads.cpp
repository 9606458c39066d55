#include "nn/product/threads.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include <unistd.h>

namespace deltascope::nn {

namespace {

/// Cores of a machine that is all ours; 0 where it is not, or where somebody else says how many threads to use.
int coresToShare()
{
    const int ours = static_cast<int>(std::thread::hardware_concurrency());
    return std::getenv("OMP_NUM_THREADS") || ours != ::sysconf(_SC_NPROCESSORS_ONLN) ? 0 : ours;
}

} // namespace

int fittingThreads(int running, int now, int cores)
{
    const int others = std::max(0, running - now);
    return std::clamp(cores - others, 1, std::max(cores, 1));
}

int runningThreads(std::string_view loadavg)
{
    int running = 0;
    const std::size_t slash = loadavg.find('/');
    const std::size_t space = loadavg.rfind(' ', slash);
    if (slash != std::string_view::npos && space != std::string_view::npos)
        std::from_chars(loadavg.data() + space + 1, loadavg.data() + slash, running);
    return running;
}

void fitThreads()
{
    static const int cores = coresToShare();
    if (cores < 2)
        return;
    std::string line;
    std::getline(std::ifstream("/proc/loadavg"), line);
    const int now = at::get_num_threads();
    if (const int running = runningThreads(line); running > 0 && fittingThreads(running, now, cores) != now)
        at::set_num_threads(fittingThreads(running, now, cores));
}

} // namespace deltascope::nn
