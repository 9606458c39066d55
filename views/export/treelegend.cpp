#include "views/export/treelegend.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr double longestName = 260, gap = 24, inner = 6;

QString tr(const char *source) { return QCoreApplication::translate("deltascope::views", source); }

QString number(double strength) { return QString::number(strength, 'g', 4); }

/// "× 0.5", "× 0.2–0.8" where modules differ; empty for 1 everywhere.
QString strengthText(const DeltaSetting &setting, const DeltaInfo &delta)
{
    if (!delta.hasStrength)
        return {};
    double least = 0, most = 0;
    bool isFirst = true;
    for (const TapInfo &tap : delta.taps) {
        const double strength = setting.strengthAt(tap.module);
        least = isFirst ? strength : std::min(least, strength);
        most = isFirst ? strength : std::max(most, strength);
        isFirst = false;
    }
    if (isFirst || (least == 1 && most == 1))
        return {};
    return QStringLiteral("× ") + (least == most ? number(least) : number(least) + QStringLiteral("–") + number(most));
}

} // namespace

LegendEntry legendEntry(const items::SessionDelta &delta, const Mix &mix, const tree::DeltaSites &sites)
{
    const DeltaSetting *setting = mix.find(delta.info->id);
    const int root = sites.find(0);
    const int all = root < 0 ? 0 : sites.sites(root).all;
    const int on = root < 0 || !setting ? 0 : sites.attached(*setting)[std::size_t(root)].all;
    QStringList state;
    if (on == 0)
        state << tr("detached");
    else if (const QString strength = strengthText(*setting, *delta.info); !strength.isEmpty())
        state << strength;
    if (on > 0 && on < all)
        state << tr("at %1 of %2 modules").arg(on).arg(all);
    return {delta.series,
            on == 0     ? MarkFill::Hollow
            : on == all ? MarkFill::Filled
                        : MarkFill::Half,
            QString::fromStdString(delta.info->name), state.join(QStringLiteral(", "))};
}

TreeLegend::TreeLegend(const QList<LegendEntry> &entries, const Theme &theme)
    : m_theme(theme)
{
    const QFontMetricsF names(theme.ui()), states(theme.ui(Theme::Size::Small));
    for (const LegendEntry &entry : entries) {
        Place place{entry, names.elidedText(entry.name, Qt::ElideMiddle, longestName), 0, 0, {}};
        place.nameWidth = names.horizontalAdvance(place.name);
        place.width = markSize + inner + place.nameWidth
                      + (entry.state.isEmpty() ? 0 : inner + states.horizontalAdvance(entry.state));
        m_places << place;
    }
}

double TreeLegend::layOut(double width)
{
    QPointF at;
    for (Place &place : m_places) {
        if (at.x() > 0 && at.x() + place.width > width)
            at = {0, at.y() + lineHeight};
        place.at = at;
        at.rx() += place.width + gap;
    }
    return m_places.isEmpty() ? 0 : at.y() + lineHeight;
}

void TreeLegend::paint(QPainter &painter, const QPointF &topLeft) const
{
    const auto write = [&](double x, double y, const QFont &font, const QColor &color, const QString &text) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRectF(x, y, 4000, lineHeight), Qt::AlignVCenter | Qt::TextDontClip | Qt::TextSingleLine,
                         text);
    };
    for (const Place &place : m_places) {
        const QPointF at = topLeft + place.at;
        drawMark(painter, place.entry.series, place.entry.fill,
                 QRectF(at.x(), at.y() + (lineHeight - markSize) / 2, markSize, markSize),
                 m_theme.seriesColor(place.entry.series));
        const double x = at.x() + markSize + inner;
        write(x, at.y(), m_theme.ui(), m_theme.text, place.name);
        if (!place.entry.state.isEmpty())
            write(x + place.nameWidth + inner, at.y(), m_theme.ui(Theme::Size::Small), m_theme.muted,
                  place.entry.state);
    }
}

} // namespace deltascope::views
