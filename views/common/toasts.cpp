#include "views/common/toasts.h"

#include <QAccessible>
#include <QEvent>
#include <QLayout>
#include <QWidget>

#include <algorithm>

namespace deltascope::views {

namespace {
constexpr int margin = 12, gap = 6, widest = 440, leastWidth = 300, mostMessages = 4;
}

Toasts::Toasts(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_arrange.setSingleShot(true);
    m_arrange.setInterval(0);
    connect(&m_arrange, &QTimer::timeout, this, &Toasts::arrange);
    watch(window);
}

void Toasts::watch(QWidget *place)
{
    place->removeEventFilter(this);
    place->installEventFilter(this);
}

void Toasts::say(QWidget *place, const Message &message)
{
    if (!message.topic.isEmpty())
        settle(message.topic);
    auto *toast = new Toast(message, m_window);
    connect(toast, &Toast::closed, this, [this, toast] { close(toast); });
    watch(place);
    m_entries.append({place, toast});
    QList<QWidget *> messages;
    for (const Entry &entry : m_entries)
        if (qobject_cast<Toast *>(entry.widget))
            messages << entry.widget;
    while (messages.size() > mostMessages)
        close(messages.takeFirst());
    toast->show();
    arrange();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toasts::settle(const QString &topic)
{
    const QList<Entry> entries = m_entries;
    for (const Entry &entry : entries)
        if (auto *toast = qobject_cast<Toast *>(entry.widget); toast && toast->message().topic == topic)
            close(toast);
}

void Toasts::hold(QWidget *place, QWidget *widget)
{
    watch(place);
    watch(widget);
    m_entries.prepend({place, widget});
    arrangeSoon();
}

QString Toasts::text() const
{
    QStringList lines;
    for (const Entry &entry : m_entries)
        if (const auto *toast = qobject_cast<Toast *>(entry.widget))
            lines << toast->message().text;
    return lines.join(QLatin1Char('\n'));
}

void Toasts::close(QWidget *toast)
{
    m_entries.removeIf([toast](const Entry &entry) { return entry.widget == toast; });
    toast->hide();
    toast->deleteLater();
    arrangeSoon();
}

bool Toasts::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::LayoutRequest: arrangeSoon(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void Toasts::arrangeSoon() { m_arrange.start(); }

QRect Toasts::cornerOf(const QWidget *place) const
{
    if (!place || !place->isVisible())
        return m_window->rect();
    return {place->mapTo(m_window, QPoint()), place->size()};
}

/// Where a narrow place has no room for a sentence, it stands beside it, at the same height: over rows, not over the
/// controls of cards.
QRect Toasts::roomBeside(const QRect &place) const
{
    const int left = place.left(), right = m_window->width() - place.right() - 1;
    return left > right ? QRect(0, place.top(), left, place.height())
                        : QRect(place.right() + 1, place.top(), right, place.height());
}

void Toasts::arrange()
{
    m_entries.removeIf([](const Entry &entry) { return !entry.widget; });
    QList<QRect> taken;
    for (const Entry &entry : m_entries) {
        QWidget *widget = entry.widget;
        if (widget->isHidden())
            continue;
        widget->ensurePolished();
        const QRect place = cornerOf(entry.place);
        const int natural = std::min(widest, widget->sizeHint().width());
        const bool isNarrow = place.width() - 2 * margin < std::min(natural, leastWidth);
        const QRect room = isNarrow ? roomBeside(place) : place;
        const int width = std::min(natural, room.width() - 2 * margin);
        const int height = widget->layout() && widget->layout()->hasHeightForWidth()
                               ? widget->layout()->heightForWidth(width)
                               : widget->sizeHint().height();
        const bool isRightOfPlace = isNarrow && room.left() > place.left();
        const int x = isRightOfPlace ? room.left() + margin : room.right() + 1 - margin - width;
        QRect box(x, room.bottom() + 1 - margin - height, width, height);
        for (const QRect &other : taken) // from the foot upwards
            if (box.intersects(other.adjusted(0, -gap, 0, gap)))
                box.moveBottom(other.top() - gap - 1);
        taken << box;
        widget->setGeometry(box);
        widget->raise();
    }
}

} // namespace deltascope::views
