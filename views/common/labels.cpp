#include "views/common/labels.h"

#include "views/common/elision.h"

#include <QEvent>
#include <QStyle>

#include <algorithm>

namespace deltascope::views {

QLabel *makeLabel(const QString &text, const char *role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", role);
    label->setTextFormat(Qt::PlainText);
    if (QByteArray(role).endsWith("chip"))
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

void setRole(QWidget *widget, const char *role)
{
    if (widget->property("role") == QLatin1String(role))
        return;
    widget->setProperty("role", role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QString joined(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << QString::fromStdString(text);
    return list.join(QStringLiteral(", "));
}

QString noStrengthText(const DeltaInfo &delta)
{
    if (delta.hasStrength)
        return {};
    const QString kind = QString::fromStdString(delta.kind).toLower().replace(QLatin1Char('_'), QLatin1Char(' '));
    const bool isVowel = QStringLiteral("aeiou").contains(kind.left(1));
    return (isVowel ? QLabel::tr("no strength: an %1 is on or off") : QLabel::tr("no strength: a %1 is on or off"))
        .arg(kind);
}

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFullText(text);
}

void ElidedLabel::setFullText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    refresh();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    refresh();
}

void ElidedLabel::setLikes(const QStringList &names)
{
    m_likes = names;
    refresh();
}

void ElidedLabel::setHint(const QString &hint)
{
    m_hint = hint;
    refresh();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2 + padding(), fontMetrics().height() + (padding() ? 4 : 0)};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().horizontalAdvance(QStringLiteral("M...")) + padding()),
            sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    refresh();
}

void ElidedLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        refresh();
}

/// What the style sheet draws around the text of a chip.
int ElidedLabel::padding() const { return property("role").toByteArray().endsWith("chip") ? 16 : 0; }

void ElidedLabel::refresh()
{
    const int room = width() - padding();
    const QString shown = m_likes.isEmpty() ? fontMetrics().elidedText(m_text, m_mode, room)
                                            : elidedAmong(m_text, m_likes, fontMetrics(), room);
    if (shown != text())
        QLabel::setText(shown);
    QStringList tip;
    if (shown != m_text)
        tip << m_text;
    if (!m_hint.isEmpty())
        tip << m_hint;
    setToolTip(tip.join(QLatin1Char('\n')));
}

} // namespace deltascope::views
