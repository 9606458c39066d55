#pragma once

#include <span>
#include <string>
#include <string_view>

namespace deltascope::io {

/// A file that appears whole or not at all: written beside its place, moved there by commit(). What is not committed is
/// removed again. Every member throws Failure naming the file.
class AtomicFile {
public:
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;

    void write(std::span<const unsigned char> bytes);
    void write(std::string_view text);
    /// Puts the bytes on the disk, then replaces a file that stands there.
    void commit();

private:
    [[noreturn]] void fail(const char *action) const;

    std::string m_path, m_beside;
    int m_descriptor = -1;
};

} // namespace deltascope::io
