#pragma once

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>

#include <functional>

namespace deltascope::views {

/// Makes the bytes of a file and writes it, both off the window's thread; the file is there whole or not at all.
/// `then` hears on the window's thread what went wrong, nothing if all is well; not once `owner` is gone.
void writeBeside(QObject *owner, const QString &path, const std::function<QByteArray()> &bytes,
                 const std::function<void(const QString &problem)> &then);

QByteArray pngOf(const QImage &image);

} // namespace deltascope::views
