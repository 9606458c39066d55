#include "views/bench/divergencepicture.h"

#include "views/bench/divergencelegend.h"
#include "views/common/csv.h"
#include "views/common/writing.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <qcustomplot.h>

namespace deltascope::views {

namespace {

constexpr int width = 960, plotHeight = 360, margin = 16, titleHeight = 22, subtitleHeight = 18, gap = 6;
constexpr int pixelsAPoint = 2;

/// Everything at 96 dots an inch; scaled by whoever sets up the painter.
class Drawing {
public:
    explicit Drawing(const DivergencePicture &picture)
        : m_picture(picture)
        , m_theme(Theme::load(picture.theme))
        , m_legend(margin, margin + titleHeight + subtitleHeight + gap, width - 2 * margin, 0)
    {
        m_legend.setHeight(drawLegend(nullptr, picture.lines, m_theme, m_legend));
    }
    QSize size() const { return {width, m_legend.bottom() + 1 + gap + plotHeight + margin}; }

    void draw(QCPPainter &painter) const
    {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(QRect(QPoint(), size()), m_theme.window);
        painter.setFont(m_theme.ui(Theme::Size::Title, QFont::DemiBold));
        painter.setPen(m_theme.text);
        painter.drawText(QRect(margin, margin, width - 2 * margin, titleHeight), Qt::AlignVCenter, m_picture.title);
        painter.setFont(m_theme.ui(Theme::Size::Small));
        painter.setPen(m_theme.muted);
        painter.drawText(QRect(margin, margin + titleHeight, width - 2 * margin, subtitleHeight), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_picture.subtitle, Qt::ElideMiddle, width - 2 * margin));
        drawLegend(&painter, m_picture.lines, m_theme, m_legend);
        QCustomPlot plot;
        const QSize box(width - 2 * margin, plotHeight);
        dressFigure(plot, m_theme);
        drawFigure(plot, m_picture.lines, m_theme);
        placeTicks(plot, m_picture.lines, box);
        painter.save();
        painter.translate(margin, m_legend.bottom() + 1 + gap);
        plot.toPainter(&painter, box.width(), box.height());
        painter.restore();
    }

private:
    const DivergencePicture &m_picture;
    Theme m_theme;
    QRect m_legend;
};

QImage imageOf(const Drawing &drawing)
{
    QImage image(drawing.size() * pixelsAPoint, QImage::Format_RGB32);
    image.setDotsPerMeterX(int(96 / 0.0254));
    image.setDotsPerMeterY(int(96 / 0.0254));
    QCPPainter painter;
    painter.begin(&image);
    painter.scale(pixelsAPoint, pixelsAPoint);
    drawing.draw(painter);
    painter.end();
    return image;
}

void drawVectors(const Drawing &drawing, QPaintDevice &device)
{
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized);
    drawing.draw(painter);
    painter.end();
}

QByteArray svgOf(const Drawing &drawing)
{
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(96);
    svg.setSize(drawing.size());
    svg.setViewBox(QRect(QPoint(), drawing.size()));
    drawVectors(drawing, svg);
    return buffer.data();
}

QByteArray pdfOf(const Drawing &drawing)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(96);
    pdf.setPageMargins({});
    pdf.setPageSize(QPageSize(QSizeF(drawing.size()) * 72.0 / 96.0, QPageSize::Point));
    drawVectors(drawing, pdf);
    return buffer.data();
}

} // namespace

std::function<QByteArray()> drawPicture(const DivergencePicture &picture, const QString &path)
{
    const Drawing drawing(picture);
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return [bytes = svgOf(drawing)] { return bytes; };
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return [bytes = pdfOf(drawing)] { return bytes; };
    return [image = imageOf(drawing)] { return pngOf(image); };
}

QString csvOf(const QList<DivergenceLine> &lines)
{
    QStringList head{QStringLiteral("module")};
    for (const DivergenceLine &line : lines)
        head << line.name;
    QString text = csvLine(head);
    for (std::size_t i = 0; !lines.isEmpty() && i < lines.first().points().size(); ++i) {
        QStringList row{QString::fromStdString(lines.first().points()[i].name)};
        for (const DivergenceLine &line : lines)
            row << (i < line.points().size() ? QString::number(line.points()[i].relative, 'g', 9) : QString());
        text += csvLine(row);
    }
    return text;
}

} // namespace deltascope::views
