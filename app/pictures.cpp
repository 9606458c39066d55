#include "app/pictures.h"

#include <QImageReader>

#include <algorithm>

namespace deltascope::app {

Outcome<image::Picture> readPicture(const std::string &path)
{
    QImageReader reader(QString::fromStdString(path));
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    const QImage read = reader.read();
    if (read.isNull())
        return Error{path, "could not be read as a picture: " + reader.errorString().toStdString(), {}, {}};
    const QImage rgb = read.convertToFormat(QImage::Format_RGB888);
    image::Picture picture{{rgb.width(), rgb.height()}, {}};
    picture.rgb.reserve(std::size_t(rgb.width()) * std::size_t(rgb.height()) * image::channels);
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), std::size_t(rgb.width()) * image::channels, std::back_inserter(picture.rgb));
    return picture;
}

} // namespace deltascope::app
