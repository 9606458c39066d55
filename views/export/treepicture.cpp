#include "views/export/treepicture.h"

#include "tree/logtext.h"
#include "views/export/svgtext.h"
#include "views/export/treedrawing.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

QByteArray drawPng(const TreeDrawing &drawing)
{
    constexpr double most = 32000, mostPixels = 2e8, wanted = 2;
    const QSizeF size = drawing.size();
    const double scale = std::min(
        {wanted, most / size.width(), most / size.height(), std::sqrt(mostPixels / (size.width() * size.height()))});
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(scale, scale);
    drawing.paint(painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray drawSvg(const TreeDrawing &drawing)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(drawing.size().toSize());
    generator.setViewBox(QRectF({0, 0}, drawing.size()));
    generator.setResolution(96);
    generator.setTitle(QStringLiteral("Deltascope"));
    QPainter painter(&generator);
    drawing.paint(painter);
    painter.end();
    return withTextWidths(bytes);
}

QByteArray drawPdf(const TreeDrawing &drawing)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr double pointsPerPixel = 72.0 / 96.0;
    writer.setResolution(96);
    writer.setPageSize(QPageSize(drawing.size() * pointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QStringLiteral("Deltascope"));
    QPainter painter(&writer);
    drawing.paint(painter);
    painter.end();
    return bytes;
}

} // namespace

QByteArray drawTree(const TreePicture &picture, PictureFormat format)
{
    const TreeDrawing drawing(picture);
    switch (format) {
    case PictureFormat::Png: return drawPng(drawing);
    case PictureFormat::Svg: return drawSvg(drawing);
    case PictureFormat::Pdf: return drawPdf(drawing);
    }
    return {};
}

namespace {

Outcome<Done> save(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{path.toStdString(), "could not be written: " + file.errorString().toStdString(), {}, {}};
    return Done{};
}

} // namespace

Outcome<Done> exportTree(const TreePicture &picture, PictureFormat format, const QString &path)
{
    return save(drawTree(picture, format), path);
}

Outcome<Done> writeTree(const TreePicture &picture, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("txt")) {
        std::vector<DeltaInfo> deltas;
        for (const items::SessionDelta &delta : picture.deltas)
            deltas.push_back(*delta.info);
        return save(QByteArray::fromStdString(tree::logText(*picture.network, deltas, picture.mix, {picture.repeats})),
                    path);
    }
    if (ending == QLatin1String("svg"))
        return exportTree(picture, PictureFormat::Svg, path);
    if (ending == QLatin1String("pdf"))
        return exportTree(picture, PictureFormat::Pdf, path);
    if (ending == QLatin1String("png"))
        return exportTree(picture, PictureFormat::Png, path);
    return Error{path.toStdString(), "expected a name that ends with .png, .svg, .pdf or .txt, found another", {}, {}};
}

} // namespace deltascope::views
