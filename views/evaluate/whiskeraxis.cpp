#include "views/evaluate/whiskeraxis.h"

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {
constexpr int margin = 16, mostTicks = 5, leastGap = 34; ///< pixels
}

WhiskerAxis::WhiskerAxis(const QPair<double, double> &span, const QRect &cell)
    : m_low(span.first)
    , m_high(std::max(span.second, span.first + 0.1))
    , m_box(QRectF(cell).adjusted(margin, 0, -margin, 0))
{
}

double WhiskerAxis::x(double value) const { return m_box.left() + m_box.width() * (value - m_low) / (m_high - m_low); }

QList<double> WhiskerAxis::ticks() const
{
    const int most = std::clamp(int(m_box.width() / leastGap), 2, mostTicks);
    double step = 0.05;
    for (const double next : {0.1, 0.2, 0.25, 0.5})
        if ((m_high - m_low) / step > most - 1 + 1e-9)
            step = next;
    QList<double> ticks;
    for (double value = std::ceil(m_low / step - 1e-9) * step; value <= m_high + 1e-9; value += step)
        ticks << value;
    return ticks;
}

} // namespace deltascope::views
