#include "items/pictureinput.h"

#include "items/background.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QStandardPaths>

namespace deltascope::items {

namespace {

/// The path of a picture that is kept under its hash; empty if it could not be written.
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

} // namespace

QStringList pictureEndings()
{
    return {QStringLiteral("png"), QStringLiteral("jpg"),  QStringLiteral("jpeg"),
            QStringLiteral("bmp"), QStringLiteral("gif"),  QStringLiteral("webp"),
            QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("ppm")};
}

bool isPictureFile(const QString &path) { return pictureEndings().contains(QFileInfo(path).suffix().toLower()); }

QStringList pictureFiles(const QList<QUrl> &urls)
{
    QStringList paths;
    for (const QUrl &url : urls)
        if (url.isLocalFile() && isPictureFile(url.toLocalFile()))
            paths << url.toLocalFile();
    return paths;
}

bool takePictures(QObject *owner, const QMimeData *clipboard, const std::function<void(const QStringList &)> &then)
{
    if (!clipboard)
        return false;
    if (const QStringList files = pictureFiles(clipboard->urls()); !files.isEmpty()) {
        then(files);
        return true;
    }
    const QImage picture
        = clipboard->hasImage() && !clipboard->hasText() ? clipboard->imageData().value<QImage>() : QImage();
    if (picture.isNull())
        return false;
    auto *background = new Background(owner);
    QObject::connect(background, &Background::settled, background, &QObject::deleteLater);
    background->start([picture, then] {
        return [then, path = keptPicture(picture)] {
            if (!path.isEmpty())
                then({path});
        };
    });
    return true;
}

Input pictureInput(const QString &path)
{
    Input input;
    input.image = path.toStdString();
    return input;
}

} // namespace deltascope::items
