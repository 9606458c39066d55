#include "views/common/writing.h"

#include "items/background.h"

#include <QBuffer>
#include <QSaveFile>

namespace deltascope::views {

void writeBeside(QObject *owner, const QString &path, const std::function<QByteArray()> &bytes,
                 const std::function<void(const QString &problem)> &then)
{
    auto *background = new items::Background(owner);
    QObject::connect(background, &items::Background::settled, background, &QObject::deleteLater);
    background->start([path, bytes, then] {
        QSaveFile file(path);
        const QByteArray content = bytes();
        const bool isWritten
            = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
        return [then, problem = isWritten ? QString() : file.errorString()] { then(problem); };
    });
}

QByteArray pngOf(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace deltascope::views
