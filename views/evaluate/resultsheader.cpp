#include "views/evaluate/resultsheader.h"

#include "views/common/theme.h"
#include "views/evaluate/resultstable.h"
#include "views/evaluate/whiskeraxis.h"

#include <QPainter>

namespace deltascope::views {

ResultsHeader::ResultsHeader(const ResultsTable &table)
    : m_table(table)
{
}

void ResultsHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    QuietHeader::paintSection(painter, rect, logicalIndex);
    if (m_table.results()->section(logicalIndex).what != items::EvaluationModel::Section::What::Whisker)
        return;
    painter->save();
    painter->setPen(theme().muted);
    painter->setFont(theme().mono(Theme::Size::Small));
    const WhiskerAxis axis(m_table.span(), rect);
    for (const double tick : axis.ticks())
        painter->drawText(QRectF(axis.x(tick) - 20, rect.top(), 40, rect.height()), Qt::AlignCenter,
                          QString::number(tick, 'g', 2));
    painter->restore();
}

} // namespace deltascope::views
