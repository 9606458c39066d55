#include "views/compare/similarityscale.h"

#include "views/compare/similaritymap.h"

#include <QPainter>

namespace deltascope::views {

namespace {

constexpr int barWidth = 96, barHeight = 8, gap = 6, steps = 24;

}

SimilarityScale::SimilarityScale(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Colours from against, -1, to the same way, 1"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SimilarityScale::sizeHint() const
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    return {metrics.horizontalAdvance(tr("against")) + metrics.horizontalAdvance(tr("same way")) + barWidth + 2 * gap,
            metrics.height() + 2};
}

void SimilarityScale::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.muted);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, tr("against"));
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, tr("same way"));
    const double left = painter.fontMetrics().horizontalAdvance(tr("against")) + gap;
    for (int i = 0; i < steps; ++i) {
        const double cosine = 2 * (i + 0.5) / steps - 1, width = double(barWidth) / steps;
        painter.fillRect(QRectF(left + i * width, (height() - barHeight) / 2.0, width, barHeight),
                         SimilarityMap::colorOf(cosine, t.raised, t));
    }
}

} // namespace deltascope::views
