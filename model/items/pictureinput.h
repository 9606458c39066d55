#pragma once

#include "core/run.h"

#include <QList>
#include <QStringList>
#include <QUrl>

#include <functional>

class QMimeData;
class QObject;

namespace deltascope::items {

/// Of the names of pictures' files: "png", ...
QStringList pictureEndings();
/// Whether a file's name is that of a picture.
bool isPictureFile(const QString &path);
/// The local pictures among dropped or pasted places.
QStringList pictureFiles(const QList<QUrl> &urls);
/// Whether a clipboard, which may be null, holds pictures; if so, `then` hears their files. A picture that has no file
/// is kept among the program's data, once: that is done off this thread, and nothing is heard of it once `owner` is
/// gone.
bool takePictures(QObject *owner, const QMimeData *clipboard, const std::function<void(const QStringList &)> &then);
/// An input of a vision model.
Input pictureInput(const QString &path);

} // namespace deltascope::items
