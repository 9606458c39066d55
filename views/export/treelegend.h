#pragma once

#include "items/sessionstate.h"
#include "tree/deltasites.h"
#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QList>
#include <QRectF>

class QPainter;

namespace deltascope::views {

/// Of a delta in a picture: its mark, its name, how strongly it is on and where.
struct LegendEntry {
    int series = 0;
    MarkFill fill = MarkFill::Hollow;
    QString name;
    QString state; ///< "× 0.5", "at 2 of 6 modules", "detached"; empty: on everywhere at 1
};
LegendEntry legendEntry(const items::SessionDelta &delta, const Mix &mix, const tree::DeltaSites &sites);

/// The deltas of a picture in lines, as many as the width asks for. Long names are elided in the middle.
class TreeLegend {
public:
    TreeLegend(const QList<LegendEntry> &entries, const Theme &theme);

    /// Breaks the lines at a width; the height that they take.
    double layOut(double width);
    void paint(QPainter &painter, const QPointF &topLeft) const;

    static constexpr double markSize = 12, lineHeight = 22;

private:
    struct Place {
        LegendEntry entry;
        QString name; ///< as it is shown
        double nameWidth = 0, width = 0;
        QPointF at;
    };

    const Theme &m_theme;
    QList<Place> m_places;
};

} // namespace deltascope::views
