#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace deltascope::io {

class MappedFile;

/// A file that appears whole or not at all: written beside its place, moved there by commit(). What is not committed is
/// removed again. Every member throws Failure naming the file.
class AtomicFile {
public:
    explicit AtomicFile(std::string path);
    /// Waits in another folder of the same file system, without a name where that can be had, so that even a kill
    /// leaves nothing; the file's own folder need not be there before commit().
    AtomicFile(std::string path, const std::string &waitsIn);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    void write(std::span<const unsigned char> bytes);
    void write(std::string_view text);
    /// Writes anywhere in the file, on any thread; what is written goes to the disk in the background.
    void writeAt(std::uint64_t offset, std::span<const unsigned char> bytes) const;
    /// Puts the bytes on the disk and forgets them, so that who reads them next gets what is there.
    void settle() const;
    /// What has been written so far.
    std::shared_ptr<const MappedFile> map() const;
    const std::string &path() const { return m_path; }
    /// Puts the bytes on the disk, then replaces a file that stands there.
    void commit();

private:
    std::string handle() const;
    [[noreturn]] void fail(const char *action) const;

    std::string m_path, m_beside; ///< m_beside is empty for a file without a name
    int m_descriptor = -1;
};

} // namespace deltascope::io
