#pragma once

#include "items/treerows.h"
#include "items/treestep.h"
#include "views/export/treelegend.h"
#include "views/export/treepicture.h"

#include <QFont>
#include <QSizeF>

class QPainter;

namespace deltascope::views {

/// The picture of a whole module tree: geometry first, then painting; both in logical pixels. Needs the picture for as
/// long as it lives.
class TreeDrawing {
public:
    explicit TreeDrawing(const TreePicture &picture);

    QSizeF size() const { return m_size; }
    void paint(QPainter &painter) const;

private:
    struct Line {
        tree::NodeId row;
        int depth = 0;
    };
    struct Lane {
        int series = 0;
        DeltaId id = -1;
        MarkFill fill = MarkFill::Hollow;
        std::shared_ptr<const tree::DeltaSites> sites;
        std::vector<tree::SiteCount> attached;
    };

    void listRows(tree::NodeId row, int depth);
    double widestLabel() const;
    double laneX(int lane) const;
    double rightWidth() const;
    QString titleText() const;
    void paintTitle(QPainter &painter) const;
    void paintRow(QPainter &painter, const Line &line, double top) const;
    void paintLane(QPainter &painter, const Line &line, int lane, const QPointF &center) const;
    void paintLine(QPainter &painter, double y) const;
    void paintMark(QPainter &painter, int series, MarkFill fill, const QPointF &center) const;
    QColor inkColor(items::RowInk ink, tree::NodeId row) const;

    const TreePicture &m_picture;
    const Theme m_theme;
    const items::TreeStep m_step;
    TreeLegend m_legend;
    QList<Lane> m_lanes;
    QList<Line> m_lines;
    double m_laneWidth = 0, m_treeWidth = 0, m_headHeight = 0;
    QSizeF m_size;
};

} // namespace deltascope::views
