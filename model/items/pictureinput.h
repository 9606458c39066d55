#pragma once

#include "core/run.h"

#include <QList>
#include <QStringList>
#include <QUrl>

class QMimeData;

namespace deltascope::items {

/// Of the names of pictures' files: "png", ...
QStringList pictureEndings();
/// Whether a file's name is that of a picture.
bool isPictureFile(const QString &path);
/// The local pictures among dropped or pasted places.
QStringList pictureFiles(const QList<QUrl> &urls);
/// The pictures' files of a clipboard. A picture that has no file is kept among the program's data, once.
QStringList pastedPictures(const QMimeData &data);
/// An input of a vision model.
Input pictureInput(const QString &path);

} // namespace deltascope::items
