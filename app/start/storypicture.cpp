#include "app/start/storypicture.h"

#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <iterator>

namespace deltascope::app {

using views::MarkFill;
using views::Theme;

namespace {

constexpr int side = 14, markSize = 11;

struct Sheet {
    QPainter &painter;
    QRect box;
    const Theme &theme;
    QColor ground;

    QColor ink(const QColor &color) const { return theme.readable(color, ground); }
    /// Returns the width that it took.
    int text(const QRect &where, const QFont &font, const QColor &color, const QString &text,
             Qt::Alignment alignment = Qt::AlignLeft) const
    {
        painter.setFont(font);
        painter.setPen(ink(color));
        painter.drawText(where, int(alignment | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, where.width()));
        return painter.fontMetrics().horizontalAdvance(text);
    }
};

/// A part of the demo's tree with a delta attached at fc2 and two detached ones.
void drawSites(const Sheet &sheet)
{
    struct Row {
        const char *folded, *name, *type;
        int indent;
    };
    constexpr Row rows[] = {{"0-2 ", "", "BartEncoderLayer", 0},
                            {"", "self_attn ", "BartAttention", 1},
                            {"", "fc1 ", "Linear", 1},
                            {"", "fc2 ", "Linear", 1},
                            {"", "final_layer_norm ", "LayerNorm", 1}};
    constexpr int current = 3, pace = 22;
    const Theme &t = sheet.theme;
    int y = sheet.box.center().y() - int(std::size(rows)) * pace / 2;
    for (int i = 0; i < int(std::size(rows)); ++i, y += pace) {
        Sheet row = sheet;
        QRect line(sheet.box.left(), y, sheet.box.width(), pace);
        if (i == current) {
            row.ground = t.selection;
            sheet.painter.fillRect(line, t.selection);
            for (int series = 0; series < 3; ++series)
                views::drawMark(
                    sheet.painter, series, series == 0 ? MarkFill::Filled : MarkFill::Hollow,
                    QRectF(line.right() - side - (3 - series) * 20 + 6, line.center().y() - 5, markSize, markSize));
        }
        line.adjust(side + rows[i].indent * 14, 0, -side - 64, 0);
        line.setLeft(line.left() + row.text(line, t.mono(), t.folded, QString::fromLatin1(rows[i].folded)));
        line.setLeft(line.left() + row.text(line, t.mono(), t.name, QString::fromLatin1(rows[i].name)));
        row.text(line, t.mono(), t.type, QString::fromLatin1(rows[i].type));
    }
}

struct Answer {
    const char *label;
    double probability;
};

void drawAnswers(const Sheet &sheet, const QRect &box, const Answer (&answers)[3], const QColor &color)
{
    constexpr int pace = 19, labelWidth = 54, numberWidth = 36;
    const Theme &t = sheet.theme;
    const double best = std::max({answers[0].probability, answers[1].probability, answers[2].probability});
    int y = box.top();
    for (const Answer &answer : answers) {
        const bool isBest = answer.probability == best;
        const QColor ink = isBest ? t.name : t.muted;
        sheet.text(QRect(box.left(), y, labelWidth, pace),
                   t.ui(Theme::Size::Normal, isBest ? QFont::DemiBold : QFont::Normal), ink,
                   QString::fromLatin1(answer.label));
        QRectF bar(box.left() + labelWidth, y + pace / 2.0 - 2.5, box.width() - labelWidth - numberWidth, 5);
        sheet.painter.fillRect(bar, t.line);
        bar.setWidth(bar.width() * answer.probability);
        sheet.painter.fillRect(bar, isBest ? color : Theme::mixed(color, sheet.ground, 0.5));
        sheet.text(QRect(box.right() - numberWidth, y, numberWidth, pace), t.mono(), ink,
                   QString::number(answer.probability, 'f', 2), Qt::AlignRight);
        y += pace;
    }
}

/// The three likeliest labels of a sentence, bare and with en: what `deltascope run` says of the demo.
void drawSwitch(const Sheet &sheet)
{
    constexpr Answer bare[] = {{"games", 0.14}, {"music", 0.26}, {"science", 0.28}};
    constexpr Answer attached[] = {{"games", 0.77}, {"music", 0.15}, {"science", 0.02}};
    const Theme &t = sheet.theme;
    const QRect box = sheet.box.adjusted(side, 12, -side, 0);
    sheet.text(QRect(box.left(), box.top(), box.width(), 20), t.ui(), t.name,
               QStringLiteral("“Tetris-like game with very impressive effects”"));
    constexpr int between = 26;
    const int width = (box.width() - between) / 2, top = box.top() + 32;
    drawAnswers(sheet, QRect(box.left(), top, width, 60), bare, t.muted);
    drawAnswers(sheet, QRect(box.left() + width + between, top, width, 60), attached, t.seriesColor(0));
    sheet.painter.setPen(QPen(sheet.ink(t.muted), 1.5));
    const QPointF tip(box.left() + width + between / 2.0 + 3, top + 28);
    sheet.painter.drawPolyline(QPolygonF({tip + QPointF(-4, -4), tip, tip + QPointF(-4, 4)}));
}

/// Of each delta of the demo, module by module through the encoder: how far its outputs are from the backbone's.
void drawParting(const Sheet &sheet)
{
    constexpr int modules = 27, first = 9;
    constexpr double relative[][modules - first] = {
        {0.59, 0.27, 0.28, 0.24, 0.29, 0.29, 0.26, 0.24, 0.72, 0.42, 0.41, 0.40, 0.44, 0.43, 0.42, 0.38, 0.88, 0.59},
        {0.61, 0.29, 0.27, 0.29, 0.33, 0.33, 0.29, 0.27, 0.88, 0.46, 0.48, 0.48, 0.46, 0.66, 0.46, 0.45, 0.81, 0.60},
        {0.60, 0.27, 0.26, 0.24, 0.28, 0.29, 0.27, 0.24, 0.60, 0.39, 0.38, 0.38, 0.38, 0.40, 0.39, 0.36, 0.54, 0.50}};
    const QList<qreal> dashes[] = {{}, {5, 2.5}, {1, 2}};
    const Theme &t = sheet.theme;
    const QRectF plot = QRectF(sheet.box).adjusted(side + 4, 30, -side - 4, -22);
    const auto at = [&plot](int module, double value) {
        return QPointF(plot.left() + plot.width() * module / (modules - 1), plot.bottom() - plot.height() * value);
    };
    sheet.painter.setPen(QPen(t.line, 1));
    sheet.painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    const QPointF parting = at(first, 0);
    sheet.painter.setPen(QPen(sheet.ink(t.muted), 1));
    sheet.painter.drawLine(parting, {parting.x(), plot.top() - 18});
    sheet.text(QRect(int(parting.x()) + 6, int(plot.top()) - 22, sheet.box.right() - int(parting.x()) - 8, 18),
               t.mono(Theme::Size::Small), t.muted, QStringLiteral("encoder.layers.0.fc2"));
    for (int series = int(std::size(relative)) - 1; series >= 0; --series) {
        QPainterPath path(at(0, 0));
        path.lineTo(at(first - 1, 0));
        for (int i = 0; i < modules - first; ++i)
            path.lineTo(at(first + i, relative[series][i]));
        QPen pen(t.seriesColor(series), 1.6);
        pen.setCapStyle(Qt::FlatCap);
        if (!dashes[series].isEmpty())
            pen.setDashPattern(dashes[series]);
        sheet.painter.strokePath(path, pen);
    }
}

} // namespace

StoryPicture::StoryPicture(What what, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
{
    setFixedHeight(pictureHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StoryPicture::paintEvent(QPaintEvent *)
{
    const Theme &t = views::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath ground; // round above, straight below, inside the card's line
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, 0);
    ground.addRoundedRect(box, t.radius - 1, t.radius - 1);
    ground.addRect(box.adjusted(0, t.radius, 0, 0));
    ground.setFillRule(Qt::WindingFill);
    painter.fillPath(ground, t.raised);
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line);
    const Sheet sheet{painter, rect().adjusted(1, 1, -1, -1), t, t.raised};
    switch (m_what) {
    case What::Sites: drawSites(sheet); break;
    case What::Switch: drawSwitch(sheet); break;
    case What::Parting: drawParting(sheet); break;
    }
}

} // namespace deltascope::app
