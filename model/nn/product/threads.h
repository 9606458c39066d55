#pragma once

#include <cstdint>
#include <string_view>

namespace deltascope::nn {

/// How many threads to go on with on `cores` cores where `running` threads of any program want one, our
/// own `now` among them. A thread that waits for its turn keeps all the others of a product waiting, so beside busy
/// programs fewer are faster.
int fittingThreads(int running, int now, int cores);

/// The threads that want a core now, from the text of /proc/loadavg; 0 if it does not say.
int runningThreads(std::string_view loadavg);

/// Sets the calling thread's number of threads to what the machine has free at the moment. What is computed does not
/// depend on it. Does nothing where the process may use a part of the machine only, or the environment names a number.
void fitThreads();

} // namespace deltascope::nn
