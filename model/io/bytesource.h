#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace deltascope::io {

/// A file mapped read-only: pages are read when they are touched, and a write to one faults.
class MappedFile {
public:
    /// Throws Failure for a missing, unreadable or non-regular file.
    static std::shared_ptr<const MappedFile> open(const std::string &path);
    /// A copy of bytes that are in no file, as protected as a mapped one; `name` stands for the path in messages.
    static std::shared_ptr<const MappedFile> hold(std::string name, std::span<const unsigned char> bytes);
    ~MappedFile();
    MappedFile(const MappedFile &) = delete;
    MappedFile &operator=(const MappedFile &) = delete;

    const std::string &path() const { return m_path; }
    const unsigned char *data() const { return m_data; }
    std::uint64_t size() const { return m_size; }
    /// Throws Failure (truncated) if the range is not all inside.
    std::span<const unsigned char> slice(std::uint64_t offset, std::uint64_t length) const;
    std::string_view text() const { return {reinterpret_cast<const char *>(m_data), m_size}; }

private:
    MappedFile(std::string path, const unsigned char *data, std::uint64_t size)
        : m_path(std::move(path))
        , m_data(data)
        , m_size(size)
    {
    }

    std::string m_path;
    const unsigned char *m_data;
    std::uint64_t m_size;
};

/// Little-endian numbers read one after the other; throws Failure (truncated) at the end. Bytes and path must live on.
class Reader {
public:
    Reader(std::span<const unsigned char> bytes, const std::string &path)
        : m_bytes(bytes)
        , m_path(&path)
    {
    }
    explicit Reader(const MappedFile &file)
        : Reader(file.slice(0, file.size()), file.path())
    {
    }

    std::uint64_t position() const { return m_at; }
    std::uint64_t left() const { return m_bytes.size() - m_at; }
    std::span<const unsigned char> take(std::uint64_t count);
    std::string_view takeText(std::uint64_t count);
    /// Up to and without the next line end, which is taken too.
    std::string_view takeLine();
    /// An unsigned number of 1 to 8 bytes.
    std::uint64_t number(int bytes);
    void seek(std::uint64_t position);
    const std::string &path() const { return *m_path; }

private:
    std::span<const unsigned char> m_bytes;
    const std::string *m_path;
    std::uint64_t m_at = 0;
};

} // namespace deltascope::io
