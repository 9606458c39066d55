#pragma once

#include "core/run.h"

#include <QImage>
#include <QList>
#include <QStringList>
#include <QUrl>

namespace deltascope::items {

/// Whether a file's name is that of a picture.
bool isPictureFile(const QString &path);
/// The local pictures among dropped or pasted places.
QStringList pictureFiles(const QList<QUrl> &urls);
/// Keeps a picture that has no file, such as one from the clipboard, among the program's data; the same picture is kept
/// once. The file's path; empty if it could not be written.
QString keptPicture(const QImage &picture);
/// An input of a vision model.
Input pictureInput(const QString &path);

} // namespace deltascope::items
