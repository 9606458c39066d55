#include "views/common/toasts.h"

#include <QAccessible>
#include <QEvent>
#include <QHash>
#include <QLayout>
#include <QWidget>

#include <algorithm>

namespace deltascope::views {

namespace {
constexpr int margin = 12, gap = 6, widest = 440, mostMessages = 4;
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

void Toasts::arrange()
{
    m_entries.removeIf([](const Entry &entry) { return !entry.widget; });
    QHash<QPair<int, int>, int> taken; // height by corner
    for (const Entry &entry : m_entries) {
        QWidget *widget = entry.widget;
        if (widget->isHidden())
            continue;
        const QRect corner = cornerOf(entry.place);
        int &used = taken[{corner.right(), corner.bottom()}];
        widget->ensurePolished();
        const int width = std::min({widest, corner.width() - 2 * margin, widget->sizeHint().width()});
        const int height = widget->layout() && widget->layout()->hasHeightForWidth()
                               ? widget->layout()->heightForWidth(width)
                               : widget->sizeHint().height();
        widget->setGeometry(corner.right() + 1 - margin - width, corner.bottom() + 1 - margin - used - height, width,
                            height);
        widget->raise();
        used += height + gap;
    }
}

} // namespace deltascope::views
