#include "views/evaluate/quietheader.h"

#include "views/common/theme.h"

#include <QPainter>

namespace deltascope::views {

QuietHeader::QuietHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionResizeMode(Fixed);
    setHighlightSections(false);
}

void QuietHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &t = theme();
    painter->fillRect(rect, t.panel);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.line);
    const QVariant aligned = model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole);
    painter->save();
    painter->setFont(t.ui(Theme::Size::Small));
    painter->setPen(t.muted);
    const QString text = model()->headerData(logicalIndex, Qt::Horizontal).toString();
    painter->drawText(rect.adjusted(padding, 0, -padding, 0),
                      Qt::AlignVCenter | (aligned.isValid() ? Qt::Alignment(aligned.toInt()) : Qt::AlignLeft),
                      painter->fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width() - 2 * padding + 8));
    painter->restore();
}

} // namespace deltascope::views
