#pragma once

#include "io/atomicfile.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace deltascope::io {

/// Writes a zip archive of stored members (PKWARE's APPNOTE 6.3, zip64 where sizes need it). The bytes of every member
/// begin at a multiple of 64, as torch.save has them.
class ZipWriter {
public:
    explicit ZipWriter(AtomicFile &file)
        : m_file(file)
    {
    }
    void add(const std::string &name, std::span<const unsigned char> bytes);
    void add(const std::string &name, std::string_view text);
    /// Writes the directory; nothing can be added any more.
    void finish();

private:
    struct Listed {
        std::string name;
        std::uint64_t header, size;
        std::uint32_t checksum;
    };
    void write(std::string_view text);

    AtomicFile &m_file;
    std::uint64_t m_at = 0;
    std::vector<Listed> m_members;
};

/// The checksum of zip archives: CRC-32 with the polynomial 0xEDB88320.
std::uint32_t crc32(std::span<const unsigned char> bytes);

} // namespace deltascope::io
