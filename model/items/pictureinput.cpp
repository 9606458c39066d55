#include "items/pictureinput.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace deltascope::items {

bool isPictureFile(const QString &path)
{
    static const QStringList endings{QStringLiteral("png"), QStringLiteral("jpg"),  QStringLiteral("jpeg"),
                                     QStringLiteral("bmp"), QStringLiteral("gif"),  QStringLiteral("webp"),
                                     QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("ppm")};
    return endings.contains(QFileInfo(path).suffix().toLower());
}

QStringList pictureFiles(const QList<QUrl> &urls)
{
    QStringList paths;
    for (const QUrl &url : urls)
        if (url.isLocalFile() && isPictureFile(url.toLocalFile()))
            paths << url.toLocalFile();
    return paths;
}

QString keptPicture(const QImage &picture)
{
    const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
    if (rgb.isNull())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int y = 0; y < rgb.height(); ++y)
        hash.addData(QByteArrayView(rgb.constScanLine(y), qsizetype(rgb.width()) * 3));
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/pictures"));
    const QString path = folder.filePath(QString::fromLatin1(hash.result().toHex().left(16)) + QStringLiteral(".png"));
    return folder.mkpath(QStringLiteral(".")) && (QFileInfo::exists(path) || rgb.save(path)) ? path : QString();
}

Input pictureInput(const QString &path)
{
    Input input;
    input.image = path.toStdString();
    return input;
}

} // namespace deltascope::items
