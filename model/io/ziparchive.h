#pragma once

#include "io/bytesource.h"

#include <string>
#include <unordered_map>

namespace deltascope::io {

/// A member of a zip archive that is stored as it is.
struct ZipMember {
    std::uint64_t offset, size;   ///< of its bytes in the file
};

/// The members of a zip archive (PKWARE's APPNOTE 6.3, with zip64), by name. Only stored members: compressed or encrypted
/// ones are a Failure when `member` asks for them.
class ZipArchive {
public:
    explicit ZipArchive(const MappedFile &file);
    /// Null if there is none. Throws Failure if it is compressed, encrypted or cut off.
    const ZipMember *member(const std::string &name) const;
    /// The folder that all members lie in ("archive"), taken from the member that ends with `ending`.
    std::string rootOf(const std::string &ending) const;

private:
    struct Listed {
        ZipMember member;
        int method;
        bool encrypted;
    };
    void readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);

    const MappedFile &m_file;
    std::unordered_map<std::string, Listed> m_members;
};

} // namespace deltascope::io
