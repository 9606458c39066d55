#pragma once

#include <QList>
#include <QPair>
#include <QRect>

namespace deltascope::views {

/// Accuracies across a cell.
class WhiskerAxis {
public:
    WhiskerAxis(const QPair<double, double> &span, const QRect &cell);
    double x(double value) const;
    /// At most five round values.
    QList<double> ticks() const;

private:
    double m_low, m_high;
    QRectF m_box;
};

} // namespace deltascope::views
