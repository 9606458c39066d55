#include "engine/served/content.h"

#include "core/outcome.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace deltascope::served {

namespace {

void add(const QString &folder, QCryptographicHash &sum)
{
    const QDir dir(folder);
    const QStringList names = dir.entryList({"*.json", "*.safetensors", "*.bin"}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        throw Failure(folder.toStdString(), "expected a delta's folder, found none that can be read");
    for (const QString &name : names) {
        QFile file(dir.filePath(name));
        sum.addData(name.toUtf8() + '\0');
        if (!file.open(QIODevice::ReadOnly) || !sum.addData(&file))
            throw Failure(file.fileName().toStdString(), "cannot be read");
    }
}

} // namespace

std::string contentName(const std::vector<std::pair<std::string, double>> &folders)
{
    constexpr qsizetype digits = 16;
    QCryptographicHash sum(QCryptographicHash::Sha256);
    for (const auto &[folder, strength] : folders) {
        add(QString::fromStdString(folder), sum);
        sum.addData("*" + QByteArray::number(strength, 'g', 17) + "\n");
    }
    return sum.result().toHex().left(digits).toStdString();
}

} // namespace deltascope::served
