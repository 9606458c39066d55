#include "hub/filelock.h"

#include "core/outcome.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace deltascope::hub {

FileLock::FileLock(const std::string &path, const Progress &progress)
{
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throw Failure(path, std::string("cannot be created: ") + std::strerror(errno));
    while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        // A file system without locks works as if nobody else were there: the checksum still tells.
        if (errno != EWOULDBLOCK && errno != EINTR)
            return;
        if (progress.cancelled()) {
            ::close(m_descriptor);
            throw Cancelled();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

FileLock::~FileLock() { ::close(m_descriptor); }

} // namespace deltascope::hub
