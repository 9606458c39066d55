#include "views/bench/tint.h"

#include "views/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace deltascope::views {

using items::CellView;

namespace {

/// At which a tint is full: one in 22,000; a factor of 20.
constexpr double fullLogProb = -10, fullDifference = 3;
/// Differences below this are no difference.
constexpr double noDifference = 0.02;
constexpr double deepest = 0.5; ///< share of ink in the background, so that text keeps its contrast
constexpr int boxWidth = 17, boxHeight = 11, boxGap = 4, textGap = 8;
constexpr std::array<double, 7> steps{-3, -1.5, -0.6, 0, 0.6, 1.5, 3};

QColor inked(const QColor &ink, double level)
{
    return Theme::mixed(ink, theme().window, deepest * std::clamp(level, 0.0, 1.0));
}

Tint stepOf(CellView view, double step)
{
    return view == CellView::Difference ? tintOfDifference(step) : tintOfLogProb((step - 3) / 6 * -fullLogProb);
}

} // namespace

Tint tintOfLogProb(double logProb) { return {inked(theme().seriesColor(1), logProb / fullLogProb), false}; }

Tint tintOfDifference(double difference)
{
    if (std::abs(difference) < noDifference)
        return {theme().window, false};
    // Square root: small differences are to be seen as well.
    const double level = std::sqrt(std::min(1.0, std::abs(difference) / fullDifference));
    return {inked(theme().seriesColor(difference > 0 ? 0 : 1), level), difference < 0};
}

TintLegend::TintLegend(QWidget *parent)
    : QWidget(parent)
{
    setVisible(false);
}

void TintLegend::setView(CellView view)
{
    m_view = view;
    setVisible(view != CellView::Answers);
    setAccessibleName(tr("Colours from %1 to %2").arg(low(), high()));
    updateGeometry();
    update();
}

QString TintLegend::low() const
{
    return m_view == CellView::Difference ? tr("less likely than in the baseline") : tr("unlikely");
}

QString TintLegend::high() const { return m_view == CellView::Difference ? tr("more likely") : tr("likely"); }

QSize TintLegend::sizeHint() const
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    return {metrics.horizontalAdvance(low()) + metrics.horizontalAdvance(high()) + 2 * textGap
                + int(steps.size()) * (boxWidth + boxGap),
            20};
}

void TintLegend::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.muted);
    const QFontMetrics metrics = painter.fontMetrics();
    int x = width() - sizeHint().width();
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, low());
    x += metrics.horizontalAdvance(low()) + textGap;
    for (const double step : steps) {
        const Tint tint = stepOf(m_view, step);
        const QRect box(x, (height() - boxHeight) / 2, boxWidth, boxHeight);
        painter.fillRect(box, tint.background);
        painter.setPen(t.line);
        painter.drawRect(box);
        if (tint.isUnderlined) {
            painter.setPen(QPen(t.seriesColor(1), 2));
            painter.drawLine(box.bottomLeft(), box.bottomRight());
        }
        x += boxWidth + boxGap;
    }
    painter.setPen(t.muted);
    painter.drawText(QRect(x + textGap - boxGap, 0, width(), height()), Qt::AlignVCenter, high());
}

} // namespace deltascope::views
