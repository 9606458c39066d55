#pragma once

// Folders that look like models from outside: a configuration, and weights that nobody reads.
#include <QDir>
#include <QFile>

namespace deltascope::test {

inline bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Its path; empty if it cannot be written.
inline QString writeModel(const QDir &parent, const QString &name, const QByteArray &architecture = "BartModel",
                          qint64 bytes = 4096)
{
    const QDir folder(parent.filePath(name));
    const bool isWritten
        = folder.mkpath(".")
          && writeFile(folder.filePath("config.json"), "{\"architectures\": [\"" + architecture + "\"]}")
          && writeFile(folder.filePath("model.safetensors"), {})
          && QFile::resize(folder.filePath("model.safetensors"), bytes);
    return isWritten ? folder.path() : QString();
}

/// The same as a hub's cache has it: "org/name" at its main revision.
inline bool writeCached(const QDir &cache, QString id, const QByteArray &architecture, qint64 bytes)
{
    const QDir repository(cache.filePath("models--" + id.replace("/", "--")));
    return repository.mkpath("refs") && writeFile(repository.filePath("refs/main"), "c0ffee")
           && !writeModel(QDir(repository.filePath("snapshots")), "c0ffee", architecture, bytes).isEmpty();
}

} // namespace deltascope::test
