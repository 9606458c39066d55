#pragma once

#include "core/progress.h"

#include <string>

namespace deltascope::hub {

/// Holds a lock file as huggingface_hub does (flock), so that two programs never write one blob at a time. Waits for
/// the other one; throws Cancelled, or Failure if the file cannot be made.
class FileLock {
public:
    FileLock(const std::string &path, const Progress &progress);
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    int m_descriptor = -1;
};

} // namespace deltascope::hub
