#include "views/export/treepicture.h"

#include "items/treerows.h"
#include "tree/logtext.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"

#include <QBuffer>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

using items::RowInk;
using items::TreeRow;

namespace {

constexpr double margin = 24, indent = 16, laneWidth = 34, markSize = 12, countWidth = 96, gap = 24;

QString totalsText(const TreePicture &picture)
{
    std::vector<DeltaInfo> deltas;
    for (const items::SessionDelta &delta : picture.deltas)
        deltas.push_back(*delta.info);
    const tree::Totals sums = tree::totals(picture.network, deltas, picture.mix);
    const double share = sums.parameters ? 100.0 * double(sums.trainable) / double(sums.parameters) : 0;
    return QStringLiteral("trainable %1 of %2 = %3%    deltas %4")
        .arg(grouped(sums.trainable), grouped(sums.parameters), QString::number(share, 'f', 2),
             grouped(sums.parameters - picture.network.parameterCount));
}

QString countText(const TreeRow &row)
{
    const QString one = grouped(row.parameters);
    return row.parameters == 0 ? QString()
           : row.members > 1   ? QStringLiteral("%1 x %2").arg(row.members).arg(one)
                               : one;
}

/// Geometry first, then painting; both in logical pixels.
class TreeDrawing {
public:
    explicit TreeDrawing(const TreePicture &picture)
        : m_picture(picture)
        , m_theme(Theme::load(picture.theme))
        , m_rows(items::makeRows(picture.network, picture.deltas, picture.repeats, {}))
        , m_depth(m_rows.size())
        , m_mono(m_theme.mono())
    {
        const QFontMetricsF metrics(m_mono);
        double widest = 0;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            m_depth[i] = m_rows[i].parent < 0 ? 0 : m_depth[m_rows[i].parent] + 1;
            double width = m_depth[i] * indent;
            for (const items::RowPiece &piece : m_rows[i].pieces)
                width += metrics.horizontalAdvance(piece.text + QLatin1Char(' '));
            widest = std::max(widest, width);
        }
        for (const items::SessionDelta &delta : picture.deltas)
            m_legendWidth += markSize + 8 + metrics.horizontalAdvance(QString::fromStdString(delta.info->name)) + gap;
        const double title
            = QFontMetricsF(m_theme.ui(Theme::Size::Large, QFont::DemiBold)).horizontalAdvance(titleText()) + gap;
        const double right = countWidth + laneWidth * double(picture.deltas.size());
        m_treeWidth = std::max({widest + gap, title + 120 - right, m_legendWidth - right, 360.0});
        m_size = {2 * margin + m_treeWidth + right,
                  2 * margin + headHeight() + double(m_rows.size()) * m_theme.row + footHeight()};
    }

    QSizeF size() const { return m_size; }

    void paint(QPainter &painter) const
    {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(QRectF({0, 0}, m_size), m_theme.panel);
        paintTitle(painter);
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            paintRow(painter, m_rows[i], m_depth[i], margin + headHeight() + double(i) * m_theme.row);
        const double foot = m_size.height() - margin - footHeight() + 12;
        line(painter, foot);
        write(painter, {margin, foot + 6, m_size.width() - 2 * margin, 24}, Qt::AlignLeft,
              m_theme.ui(Theme::Size::Small), m_theme.muted, totalsText(m_picture));
    }

private:
    double headHeight() const { return m_picture.deltas.isEmpty() ? 44 : 72; }
    static double footHeight() { return 42; }
    double laneX(int lane) const { return margin + m_treeWidth + countWidth + laneWidth * lane + laneWidth / 2; }

    QString titleText() const
    {
        const QString model = QString::fromStdString(m_picture.network.model).section(QLatin1Char('/'), -2);
        return QStringLiteral("%1   %2").arg(model, QString::fromStdString(m_picture.network.architecture));
    }

    static void write(QPainter &painter, const QRectF &box, Qt::Alignment side, const QFont &font, const QColor &color,
                      const QString &text)
    {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(box, int(side | Qt::AlignVCenter) | Qt::TextDontClip | Qt::TextSingleLine, text);
    }

    void line(QPainter &painter, double y) const
    {
        painter.setPen(QPen(m_theme.line, 1));
        painter.drawLine(QPointF(margin, y), QPointF(m_size.width() - margin, y));
    }

    void mark(QPainter &painter, int series, MarkFill fill, const QPointF &center) const
    {
        drawMark(painter, series, fill,
                 QRectF(center.x() - markSize / 2, center.y() - markSize / 2, markSize, markSize),
                 m_theme.seriesColor(series));
    }

    void paintTitle(QPainter &painter) const
    {
        const double width = m_size.width() - 2 * margin;
        write(painter, {margin, margin, width, 24}, Qt::AlignLeft, m_theme.ui(Theme::Size::Large, QFont::DemiBold),
              m_theme.text, titleText());
        write(painter, {margin, margin, width, 24}, Qt::AlignRight, m_theme.ui(Theme::Size::Small), m_theme.muted,
              m_picture.date.toString(Qt::ISODate));
        double x = margin;
        for (int lane = 0; lane < m_picture.deltas.size(); ++lane) {
            const items::SessionDelta &delta = m_picture.deltas[lane];
            const DeltaSetting *setting = m_picture.mix.find(delta.info->id);
            const MarkFill fill = setting && items::isHeard(*setting) ? MarkFill::Filled : MarkFill::Hollow;
            const QString name = QString::fromStdString(delta.info->name);
            mark(painter, delta.series, fill, {x + markSize / 2, margin + 40});
            write(painter, {x + markSize + 6, margin + 28, 400, 24}, Qt::AlignLeft, m_theme.ui(), m_theme.text, name);
            x += markSize + 8 + QFontMetricsF(m_mono).horizontalAdvance(name) + gap;
            mark(painter, delta.series, fill, {laneX(lane), margin + headHeight() - 14});
        }
        line(painter, margin + headHeight() - 4);
    }

    QColor inkColor(RowInk ink, const TreeRow &row) const
    {
        switch (ink) {
        case RowInk::Name: return m_theme.name;
        case RowInk::Type: return m_theme.type;
        case RowInk::Parameter: return m_theme.parameter;
        case RowInk::Folded: return m_theme.folded;
        case RowInk::Delta: break;
        }
        const auto delta = std::find_if(m_picture.deltas.begin(), m_picture.deltas.end(),
                                        [&](const items::SessionDelta &item) { return item.info->id == row.delta; });
        return delta == m_picture.deltas.end() ? m_theme.name : m_theme.seriesColor(delta->series);
    }

    void paintRow(QPainter &painter, const TreeRow &row, int depth, double top) const
    {
        const QFontMetricsF metrics(m_mono);
        double x = margin + depth * indent;
        for (const items::RowPiece &piece : row.pieces) {
            write(painter, {x, top, 4000, double(m_theme.row)}, Qt::AlignLeft, m_mono, inkColor(piece.ink, row),
                  piece.text);
            x += metrics.horizontalAdvance(piece.text + QLatin1Char(' '));
        }
        write(painter, {margin + m_treeWidth, top, countWidth - 12, double(m_theme.row)}, Qt::AlignRight,
              m_theme.mono(Theme::Size::Small), m_theme.muted, countText(row));
        for (int lane = 0; lane < m_picture.deltas.size(); ++lane)
            paintLane(painter, row, lane, {laneX(lane), top + m_theme.row / 2.0});
    }

    void paintLane(QPainter &painter, const TreeRow &row, int lane, const QPointF &center) const
    {
        const items::SessionDelta &delta = m_picture.deltas[lane];
        const DeltaSetting *setting = m_picture.mix.find(delta.info->id);
        std::vector<int> sites = row.ownSites.value(delta.info->id);
        if (row.members > 1) { // a folded repeat speaks for all below it
            const std::vector<int> below = row.sitesBelow.value(delta.info->id);
            sites.insert(sites.end(), below.begin(), below.end());
        }
        if (sites.empty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.line);
            painter.drawEllipse(center, 1, 1);
            return;
        }
        const auto on = std::count_if(sites.begin(), sites.end(),
                                      [&](int module) { return setting && setting->attachedAt(module); });
        mark(painter, delta.series,
             on == 0                         ? MarkFill::Hollow
             : on == qsizetype(sites.size()) ? MarkFill::Filled
                                             : MarkFill::Half,
             center);
        if (row.members > 1)
            write(painter, {center.x() + markSize / 2 + 1, center.y() - 10, 20, 20}, Qt::AlignLeft,
                  m_theme.ui(Theme::Size::Small), m_theme.muted, QString::number(row.members));
    }

    const TreePicture &m_picture;
    Theme m_theme;
    std::vector<TreeRow> m_rows;
    std::vector<int> m_depth;
    QFont m_mono;
    double m_legendWidth = 0, m_treeWidth = 0;
    QSizeF m_size;
};

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
    return bytes;
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
        return save(QByteArray::fromStdString(tree::logText(picture.network, deltas, picture.mix, {picture.repeats})),
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
