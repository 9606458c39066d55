#include "io/bytesource.h"

#include "core/outcome.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deltascope::io {

namespace {

[[noreturn]] void truncated(const std::string &path, std::uint64_t wanted, std::uint64_t left)
{
    throw Failure(
        Error{path,
              "the file is cut off: expected " + std::to_string(wanted) + " more bytes, found " + std::to_string(left),
              {},
              "truncated"});
}

/// A file in memory, so that held bytes may leave a mapping and come back as those of any file do.
void *mapHeld(std::span<const unsigned char> bytes)
{
    const int descriptor = ::memfd_create("held", MFD_CLOEXEC);
    if (descriptor < 0)
        throw std::bad_alloc();
    bool isWhole = ::ftruncate(descriptor, static_cast<off_t>(bytes.size())) == 0;
    for (std::size_t at = 0; isWhole && at < bytes.size();) {
        const ssize_t written = ::pwrite(descriptor, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        isWhole = written > 0 || errno == EINTR;
        at += static_cast<std::size_t>(std::max<ssize_t>(written, 0));
    }
    void *data = isWhole ? ::mmap(nullptr, bytes.size(), PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    ::close(descriptor);
    if (data == MAP_FAILED)
        throw std::bad_alloc();
    return data;
}

} // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::string &path)
{
    // O_NONBLOCK: opening a pipe that nobody writes must not wait.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        throw Failure(path, std::string("cannot be opened: ") + std::strerror(errno));
    struct stat facts = {};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        throw Failure(path, std::string("expected a file, found ")
                                + (S_ISDIR(facts.st_mode) ? "a folder" : "a pipe or device"));
    }
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    void *data = size ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : nullptr;
    const int error = errno;
    ::close(descriptor);
    if (data == MAP_FAILED)
        throw Failure(path, std::string("cannot be mapped: ") + std::strerror(error));
    return std::shared_ptr<const MappedFile>(new MappedFile(path, static_cast<const unsigned char *>(data), size));
}

std::shared_ptr<const MappedFile> MappedFile::hold(std::string name, std::span<const unsigned char> bytes)
{
    void *data = bytes.empty() ? nullptr : mapHeld(bytes);
    return std::shared_ptr<const MappedFile>(
        new MappedFile(std::move(name), static_cast<const unsigned char *>(data), bytes.size()));
}

MappedFile::~MappedFile()
{
    if (m_data)
        ::munmap(const_cast<unsigned char *>(m_data), m_size);
}

std::span<const unsigned char> MappedFile::slice(std::uint64_t offset, std::uint64_t length) const
{
    if (offset > m_size || length > m_size - offset)
        truncated(m_path, length, offset > m_size ? 0 : m_size - offset);
    return {m_data + offset, length};
}

std::span<const unsigned char> Reader::take(std::uint64_t count)
{
    if (count > left())
        truncated(*m_path, count, left());
    const auto part = m_bytes.subspan(m_at, count);
    m_at += count;
    return part;
}

std::string_view Reader::takeText(std::uint64_t count)
{
    const auto part = take(count);
    return {reinterpret_cast<const char *>(part.data()), part.size()};
}

std::string_view Reader::takeLine()
{
    const auto *begin = m_bytes.data() + m_at;
    const void *end = left() ? std::memchr(begin, '\n', left()) : nullptr;
    if (!end)
        truncated(*m_path, 1, 0);
    const std::string_view line = takeText(static_cast<const unsigned char *>(end) - begin);
    ++m_at;
    return line;
}

std::uint64_t Reader::number(int bytes)
{
    std::uint64_t value = 0;
    const auto part = take(bytes);
    for (int i = bytes; i-- > 0;)
        value = (value << 8) | part[i];
    return value;
}

void Reader::seek(std::uint64_t position)
{
    if (position > m_bytes.size())
        truncated(*m_path, position, m_bytes.size());
    m_at = position;
}

} // namespace deltascope::io
