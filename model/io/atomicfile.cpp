#include "io/atomicfile.h"

#include "core/outcome.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace deltascope::io {

AtomicFile::AtomicFile(std::string path)
    : m_path(std::move(path))
{
    static std::atomic<unsigned> counter = 0;
    m_beside = m_path + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    m_descriptor = ::open(m_beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        fail("created");
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_beside.c_str());
}

void AtomicFile::write(std::span<const unsigned char> bytes)
{
    constexpr std::size_t most = 1u << 30; // a single write takes less than 2 GiB
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), std::min(bytes.size(), most));
        if (written < 0 && errno != EINTR)
            fail("written");
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
}

void AtomicFile::write(std::string_view text)
{
    write({reinterpret_cast<const unsigned char *>(text.data()), text.size()});
}

void AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        fail("written");
    if (std::rename(m_beside.c_str(), m_path.c_str()) != 0)
        fail("moved into place");
    ::close(m_descriptor);
    m_descriptor = -1;
}

void AtomicFile::fail(const char *action) const
{
    throw Failure(m_path, std::string("cannot be ") + action + ": " + std::strerror(errno));
}

} // namespace deltascope::io
