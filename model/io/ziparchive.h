#pragma once

#include "io/bytesource.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace deltascope::io {

/// What a field of 16 or 32 bits says where the number stands in the zip64 field (APPNOTE 4.4.1.4).
inline constexpr std::uint64_t zipFull16 = 0xFFFF, zipFull32 = 0xFFFFFFFF;

/// A member of a zip archive that is stored as it is.
struct ZipMember {
    std::uint64_t offset, size; ///< of its bytes in the file
};

/// The members of a zip archive (PKWARE's APPNOTE 6.3, with zip64), by name. Nothing is unpacked: a member that is
/// compressed or encrypted is a Failure when it is asked for. The file must live as long as the archive.
class ZipArchive {
public:
    /// Throws Failure (truncated) if the directory at the file's end is damaged or names a member twice.
    explicit ZipArchive(const MappedFile &file);

    bool holds(std::string_view name) const { return m_members.count(name) != 0; }
    /// Nothing if there is none. Throws Failure if it is compressed, encrypted or cut off.
    std::optional<ZipMember> member(std::string_view name) const;
    /// True if the name of any member ends so.
    bool holdsEnding(std::string_view ending) const;
    /// The folder of the first member, with its slash: "archive/".
    std::string_view root() const { return m_root; }

private:
    struct Listed {
        std::uint64_t header, size; ///< place of the member's own header; bytes of the member
        int method;
        bool encrypted;
    };
    void readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);
    void readEntry(Reader &reader);

    const MappedFile &m_file;
    std::string_view m_root;
    std::unordered_map<std::string_view, Listed> m_members;
};

} // namespace deltascope::io
