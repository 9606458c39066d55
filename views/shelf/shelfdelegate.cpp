#include "views/shelf/shelfdelegate.h"

#include "items/shelforder.h"
#include "views/common/labels.h"
#include "views/common/modelname.h"
#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace deltascope::views {

namespace {

constexpr int sideMargin = 12, gap = 8, chipPadding = 5, leastFacts = 40;

struct Lines {
    QFont strong = theme().ui(Theme::Size::Normal, QFont::DemiBold), small = theme().ui(Theme::Size::Small);
    int first = QFontMetrics(strong).height() + 2, other = QFontMetrics(small).height() + 1;
    int height() const { return theme().step * 2 + first + other; }
};

QString factsOf(const ShelfEntry &entry)
{
    QStringList facts;
    if (entry.parameters > 0)
        facts << bytesText(entry.bytes);
    if (!entry.backbone.empty())
        facts << shortModelName(QString::fromStdString(entry.backbone));
    if (!entry.targets.empty())
        facts << joined(entry.targets);
    return facts.join(QStringLiteral(" · "));
}

/// The text of the second line, its colour, and the sign in front of the name that tells the same without hue.
struct Verdict {
    QString sign, text;
    QColor color;
};

/// The code in words, which fits where the sentence does not: "no such module".
QString reasonOf(const ShelfEntry &entry)
{
    if (!entry.code.empty())
        return QString::fromStdString(entry.code).replace(QLatin1Char('-'), QLatin1Char(' '));
    return entry.fit == ShelfEntry::Fit::Broken ? ShelfDelegate::tr("cannot be read")
                                                : ShelfDelegate::tr("does not fit");
}

Verdict verdictOf(const ShelfEntry &entry)
{
    const Theme &t = theme();
    const QString says = QString::fromStdString(entry.says);
    const QString twin = entry.sameAs.empty()
                             ? QString()
                             : ShelfDelegate::tr("same content as %1")
                                   .arg(QString::fromStdString(entry.sameAs).section(QLatin1Char('/'), -1));
    switch (entry.fit) {
    case ShelfEntry::Fit::Broken:
    case ShelfEntry::Fit::Differs:
        return {QStringLiteral("✕"), QStringLiteral("%1: %2").arg(reasonOf(entry), says), t.bad};
    case ShelfEntry::Fit::Unknown: return {QStringLiteral("○"), twin, t.warning};
    case ShelfEntry::Fit::Fits: break;
    }
    if (!says.isEmpty() || !twin.isEmpty())
        return {QStringLiteral("!"), ShelfDelegate::tr("fits, %1").arg(twin.isEmpty() ? says : twin), t.warning};
    return {QStringLiteral("●"), ShelfDelegate::tr("fits"), t.good};
}

/// Returns the room that is left of it.
int drawChip(QPainter &painter, const QString &text, const QRect &line, const QColor &ink)
{
    painter.setFont(theme().ui(Theme::Size::Small));
    const int width = qMin(painter.fontMetrics().horizontalAdvance(text) + 2 * chipPadding, line.width() / 2);
    const QRectF box(line.right() - width + 0.5, line.top() + 0.5, width, line.height() - 2);
    painter.setPen(theme().line);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, width - 2 * chipPadding + 1));
    return line.width() - width - gap;
}

void drawLine(QPainter &painter, const QRect &line, const QFont &font, const QColor &ink, const QString &text,
              Qt::TextElideMode mode)
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, mode, line.width()));
}

} // namespace

void ShelfDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ShelfEntry *entry = items::ShelfOrder::entryAt(index);
    if (!entry)
        return;
    const Theme &t = theme();
    const Lines lines;
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor ground = isSelected ? t.selection : option.state & QStyle::State_MouseOver ? t.hover : t.panel;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, ground);
    painter->fillRect(
        QRect(option.rect.left() + sideMargin, option.rect.bottom(), option.rect.width() - 2 * sideMargin, 1), t.line);
    QRect line = option.rect.adjusted(sideMargin, t.step, -sideMargin, 0);
    line.setHeight(lines.first);
    const QColor muted = t.readable(t.muted, ground);
    const QString kind = QStringList{QString::fromStdString(entry->kind), QString::fromStdString(entry->library)}.join(
        QStringLiteral(" · "));
    const int left = entry->kind.empty() ? line.width() : drawChip(*painter, kind, line, muted);
    const Verdict verdict = verdictOf(*entry);
    const QColor ink = t.readable(verdict.color, ground);
    drawLine(*painter, {line.left(), line.top(), left, line.height()}, lines.small, ink, verdict.sign, Qt::ElideNone);
    const int sign = painter->fontMetrics().horizontalAdvance(QStringLiteral("✕")) + gap / 2;
    drawLine(*painter, {line.left() + sign, line.top(), left - sign, line.height()}, lines.strong,
             t.readable(t.name, ground), QString::fromStdString(entry->name), Qt::ElideLeft);
    line = {line.left() + sign, line.bottom() + 1, line.width() - sign, lines.other};
    drawLine(*painter, line, lines.small, ink, verdict.text, Qt::ElideRight);
    const int said = verdict.text.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(verdict.text) + gap;
    if (line.width() - said > leastFacts)
        drawLine(*painter, line.adjusted(said, 0, 0, 0), lines.small, muted, factsOf(*entry), Qt::ElideRight);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

QSize ShelfDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {160, Lines().height()};
}

} // namespace deltascope::views
