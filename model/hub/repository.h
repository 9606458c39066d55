#pragma once

#include "hub/connection.h"

#include <string>
#include <vector>

namespace deltascope::hub {

/// What the hub says of a file before it is fetched.
struct RemoteFile {
    std::string name; ///< in the repository's root
    std::string etag; ///< the name of its blob: a sha256 for large files, git's sha1 of the blob for small ones
    std::int64_t size = 0; ///< bytes
    QUrl url;
};

/// A revision of a repository on the hub. Every member throws Failure, with what to do about it, or Cancelled.
class Repository {
public:
    /// Looks the revision up.
    Repository(Connection &connection, const std::string &id);

    const std::string &commit() const { return m_commit; }
    /// The files in its root.
    const std::vector<std::string> &files() const { return m_files; }
    bool has(const std::string &file) const;
    RemoteFile describe(const std::string &file) const;

    /// A sentence about an answer that is no good.
    [[noreturn]] void refuse(const Reply &reply, const std::string &file = {}) const;

private:
    Connection &m_connection;
    std::string m_id;
    io::HubId m_parts;
    std::string m_commit;
    std::vector<std::string> m_files;
};

} // namespace deltascope::hub
