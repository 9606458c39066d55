#include "views/export/treedrawing.h"

#include "views/common/numbers.h"
#include "views/common/totals.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace deltascope::views {

using items::RowInk;
using tree::NodeId;

namespace {

constexpr double margin = 24, indent = 16, markSize = TreeLegend::markSize, countWidth = 96, gap = 24, titleHeight = 28,
                 laneHeadHeight = 24, footHeight = 42, leastTree = 360, dateWidth = 120;
/// Lanes have room for a number beside their mark; many lanes have not.
constexpr double wideLane = 34, narrowLane = 18;
constexpr std::size_t mostWideLanes = 24;

QList<LegendEntry> entriesOf(const TreePicture &picture, const items::TreeStep &step)
{
    QList<LegendEntry> entries;
    for (std::size_t i = 0; i < picture.deltas.size(); ++i)
        entries << legendEntry(picture.deltas[i], picture.mix, *step.sites[i]);
    return entries;
}

QString countText(const tree::Outline &outline, NodeId row)
{
    const std::int64_t parameters = items::parametersOf(outline, row);
    const int members = row.isModule() ? outline.memberCount(row.module()) : 1;
    const QString one = grouped(parameters);
    return parameters == 0 ? QString() : members > 1 ? QStringLiteral("%1 x %2").arg(members).arg(one) : one;
}

void write(QPainter &painter, const QRectF &box, Qt::Alignment side, const QFont &font, const QColor &color,
           const QString &text)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, int(side | Qt::AlignVCenter) | Qt::TextDontClip | Qt::TextSingleLine, text);
}

} // namespace

TreeDrawing::TreeDrawing(const TreePicture &picture)
    : m_picture(picture)
    , m_theme(Theme::load(picture.theme))
    , m_step(items::makeStep({picture.network, picture.deltas, picture.repeats, {}}, {}))
    , m_legend(entriesOf(picture, m_step), m_theme)
    , m_laneWidth(picture.deltas.size() > mostWideLanes ? narrowLane : wideLane)
{
    const QList<LegendEntry> entries = entriesOf(picture, m_step);
    for (std::size_t i = 0; i < picture.deltas.size(); ++i) {
        const DeltaId id = picture.deltas[i].info->id;
        const auto &sites = m_step.sites[std::size_t(i)];
        const DeltaSetting *setting = picture.mix.find(id);
        m_lanes << Lane{picture.deltas[i].series, id, entries[i].fill, sites,
                        sites->attached(setting ? *setting : DeltaSetting{id, false, 1, {}})};
    }
    if (m_step.skeleton->size() > 0)
        listRows(NodeId(), 0);
    const double title = QFontMetricsF(m_theme.ui(Theme::Size::Large, QFont::DemiBold)).horizontalAdvance(titleText())
                         + gap + dateWidth;
    m_treeWidth = std::max({widestLabel() + gap, title - rightWidth(), leastTree});
    const double width = m_treeWidth + rightWidth();
    const double legend = m_legend.layOut(width);
    m_headHeight = titleHeight + (m_lanes.isEmpty() ? 12 : legend + laneHeadHeight + 8);
    m_size = {2 * margin + width, 2 * margin + m_headHeight + double(m_lines.size()) * m_theme.row + footHeight};
}

void TreeDrawing::listRows(NodeId row, int depth)
{
    m_lines << Line{row, depth};
    for (const NodeId child : m_step.outline->children(row))
        listRows(child, depth + 1);
}

double TreeDrawing::widestLabel() const
{
    const QFontMetricsF metrics(m_theme.mono());
    double widest = 0;
    for (const Line &line : m_lines)
        widest = std::max(widest,
                          line.depth * indent
                              + metrics.horizontalAdvance(items::labelOf(items::piecesOf(*m_step.outline, line.row))));
    return widest;
}

double TreeDrawing::rightWidth() const { return countWidth + m_laneWidth * double(m_lanes.size()); }

double TreeDrawing::laneX(int lane) const
{
    return margin + m_treeWidth + countWidth + m_laneWidth * lane + std::min(m_laneWidth, 24.0) / 2;
}

QString TreeDrawing::titleText() const
{
    const QString model = QString::fromStdString(m_picture.network->model).section(QLatin1Char('/'), -2);
    return QStringLiteral("%1   %2").arg(model, QString::fromStdString(m_picture.network->architecture));
}

void TreeDrawing::paint(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF({0, 0}, m_size), m_theme.panel);
    paintTitle(painter);
    for (int i = 0; i < m_lines.size(); ++i)
        paintRow(painter, m_lines[i], margin + m_headHeight + i * m_theme.row);
    const double foot = m_size.height() - margin - footHeight + 12;
    paintLine(painter, foot);
    std::vector<tree::DeltaCount> counts;
    for (const auto &parts : m_step.parts)
        counts.push_back(parts->count);
    const TreeTotals totals(*m_picture.network, counts, m_picture.mix);
    write(painter, {margin, foot + 6, m_size.width() - 2 * margin, 24}, Qt::AlignLeft, m_theme.ui(Theme::Size::Small),
          m_theme.muted, totals.trainableText() + QStringLiteral("    ") + totals.deltasText());
}

void TreeDrawing::paintTitle(QPainter &painter) const
{
    const double width = m_size.width() - 2 * margin;
    write(painter, {margin, margin, width, 24}, Qt::AlignLeft, m_theme.ui(Theme::Size::Large, QFont::DemiBold),
          m_theme.text, titleText());
    write(painter, {margin, margin, width, 24}, Qt::AlignRight, m_theme.ui(Theme::Size::Small), m_theme.muted,
          m_picture.date.toString(Qt::ISODate));
    m_legend.paint(painter, {margin, margin + titleHeight});
    for (int lane = 0; lane < m_lanes.size(); ++lane)
        paintMark(painter, m_lanes[lane].series, m_lanes[lane].fill,
                  {laneX(lane), margin + m_headHeight - laneHeadHeight / 2 - 4});
    paintLine(painter, margin + m_headHeight - 4);
}

void TreeDrawing::paintLine(QPainter &painter, double y) const
{
    painter.setPen(QPen(m_theme.line, 1));
    painter.drawLine(QPointF(margin, y), QPointF(m_size.width() - margin, y));
}

void TreeDrawing::paintMark(QPainter &painter, int series, MarkFill fill, const QPointF &center) const
{
    drawMark(painter, series, fill, QRectF(center.x() - markSize / 2, center.y() - markSize / 2, markSize, markSize),
             m_theme.seriesColor(series));
}

QColor TreeDrawing::inkColor(RowInk ink, NodeId row) const
{
    switch (ink) {
    case RowInk::Name: return m_theme.name;
    case RowInk::Type: return m_theme.type;
    case RowInk::Parameter: return m_theme.parameter;
    case RowInk::Folded: return m_theme.folded;
    case RowInk::Delta: break;
    }
    const auto lane
        = std::find_if(m_lanes.begin(), m_lanes.end(), [row](const Lane &one) { return one.id == row.delta(); });
    return lane == m_lanes.end() ? m_theme.name : m_theme.seriesColor(lane->series);
}

void TreeDrawing::paintRow(QPainter &painter, const Line &line, double top) const
{
    const QFont font = m_theme.mono();
    const QFontMetricsF metrics(font);
    const double height = m_theme.row;
    double x = margin + line.depth * indent;
    for (const items::RowPiece &piece : items::piecesOf(*m_step.outline, line.row)) {
        write(painter, {x, top, 4000, height}, Qt::AlignLeft, font, inkColor(piece.ink, line.row), piece.text);
        x += metrics.horizontalAdvance(piece.text + QLatin1Char(' '));
    }
    write(painter, {margin + m_treeWidth, top, countWidth - 12, height}, Qt::AlignRight,
          m_theme.mono(Theme::Size::Small), m_theme.muted, countText(*m_step.outline, line.row));
    for (int lane = 0; lane < m_lanes.size(); ++lane)
        paintLane(painter, line, lane, {laneX(lane), top + height / 2});
}

void TreeDrawing::paintLane(QPainter &painter, const Line &line, int lane, const QPointF &center) const
{
    items::LaneInfo info;
    if (const int at = line.row.isModule() ? m_lanes[lane].sites->find(line.row.module()) : -1; at >= 0) {
        info.sites = m_lanes[lane].sites->sites(at);
        info.attached = m_lanes[lane].attached[std::size_t(at)];
        info.members = m_step.outline->memberCount(line.row.module());
    }
    const items::Mark mark = items::markOf(info, session::Branch::Open);
    if (!mark.isThere) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.line);
        painter.drawEllipse(center, 1, 1);
        return;
    }
    paintMark(painter, m_lanes[lane].series,
              mark.attached == 0            ? MarkFill::Hollow
              : mark.attached == mark.sites ? MarkFill::Filled
                                            : MarkFill::Half,
              center);
    if (mark.number > 1 && m_laneWidth == wideLane)
        write(painter, {center.x() + markSize / 2 + 1, center.y() - 10, 20, 20}, Qt::AlignLeft,
              m_theme.ui(Theme::Size::Small), m_theme.muted, QString::number(mark.number));
}

} // namespace deltascope::views
