#include "io/atomicfile.h"

#include "core/outcome.h"
#include "io/bytesource.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace deltascope::io {

namespace {

std::string partOf(const std::string &path)
{
    static std::atomic<unsigned> counter = 0;
    return path + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
}

} // namespace

AtomicFile::AtomicFile(std::string path)
    : m_path(std::move(path))
    , m_beside(partOf(m_path))
{
    m_descriptor = ::open(m_beside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        fail("created");
}

AtomicFile::AtomicFile(std::string path, const std::string &waitsIn)
    : m_path(std::move(path))
{
    m_descriptor = ::open(waitsIn.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0666);
    if (m_descriptor >= 0)
        return;
    const std::string hidden = "." + std::filesystem::path(m_path).filename().string();
    m_beside = partOf((std::filesystem::path(waitsIn) / hidden).string());
    m_descriptor = ::open(m_beside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        fail("created");
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    if (!m_beside.empty())
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

void AtomicFile::writeAt(std::uint64_t offset, std::span<const unsigned char> bytes) const
{
    constexpr std::size_t most = 8u << 20; // so that the disk has something to do while the rest is copied
    while (!bytes.empty()) {
        const ssize_t written
            = ::pwrite(m_descriptor, bytes.data(), std::min(bytes.size(), most), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR)
            fail("written");
        const auto count = static_cast<std::size_t>(std::max<ssize_t>(written, 0));
        ::sync_file_range(m_descriptor, static_cast<off_t>(offset), static_cast<off_t>(count), SYNC_FILE_RANGE_WRITE);
        bytes = bytes.subspan(count);
        offset += count;
    }
}

void AtomicFile::settle() const
{
    if (::fsync(m_descriptor) != 0)
        fail("written");
    ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_DONTNEED);
}

std::shared_ptr<const MappedFile> AtomicFile::map() const { return MappedFile::open(handle()); }

/// What the open file is called even where it has no name.
std::string AtomicFile::handle() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

void AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        fail("written");
    if (m_beside.empty()) {
        const std::string named = partOf(m_path);
        if (::linkat(AT_FDCWD, handle().c_str(), AT_FDCWD, named.c_str(), AT_SYMLINK_FOLLOW) != 0)
            fail("moved into place");
        m_beside = named;
    }
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
