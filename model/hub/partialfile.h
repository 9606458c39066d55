#pragma once

#include "hub/repository.h"

#include <QCryptographicHash>
#include <QFile>

#include <filesystem>
#include <optional>

namespace deltascope::hub {

/// A blob that is still being fetched: ETAG.incomplete beside its place, as huggingface_hub names it. What is there
/// already is kept, so that a transfer goes on where it broke off. Every member throws Failure.
class PartialFile {
public:
    /// `blob` is where the whole file will stand.
    PartialFile(std::filesystem::path blob, const RemoteFile &remote);
    ~PartialFile();

    qint64 size() const { return m_file.size(); }
    void append(const QByteArray &bytes);
    void restart();
    /// Moves the file into place if its size and its checksum (git's sha1 or sha256, as the etag is) are right;
    /// otherwise removes it.
    void finish();

private:
    void startSum();
    [[noreturn]] void fail(const char *action) const;
    [[noreturn]] void discard(const std::string &expected, const std::string &found);

    std::filesystem::path m_blob;
    const RemoteFile &m_remote;
    QFile m_file;
    std::optional<QCryptographicHash> m_sum; ///< empty where the etag is no checksum
};

} // namespace deltascope::hub
