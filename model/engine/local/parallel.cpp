#include "engine/local/parallel.h"

#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>

#include <atomic>
#include <exception>
#include <mutex>

namespace deltascope {

void onAllCores(std::size_t count, const std::function<void(std::size_t)> &work)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    std::mutex mutex;
    std::size_t first = count;
    std::exception_ptr thrown;
    at::parallel_for(0, at::get_num_threads(), 1, [&](std::int64_t, std::int64_t) {
        const c10::InferenceMode inference;
        for (std::size_t i; !failed && (i = next++) < count;) {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failed = true;
                if (i < first) {
                    first = i;
                    thrown = std::current_exception();
                }
            }
        }
    });
    if (thrown)
        std::rethrow_exception(thrown);
}

} // namespace deltascope
