#pragma once

#include "core/progress.h"

#include <atomic>

namespace deltascope::test {

/// A progress that is told from any thread that nobody wants its work any more.
class Told final : public Progress {
public:
    void report(double, std::string_view) override { }
    bool cancelled() const override { return isCancelled; }
    std::atomic<bool> isCancelled = false;
};

} // namespace deltascope::test
