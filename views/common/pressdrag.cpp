#include "views/common/pressdrag.h"

#include <QApplication>
#include <QMouseEvent>

#include <utility>

namespace deltascope::views {

PressDrag::PressDrag(QWidget *watched)
    : QObject(watched)
    , m_widget(watched)
{
    watched->installEventFilter(this);
}

bool PressDrag::eventFilter(QObject *watched, QEvent *event)
{
    const auto position = [event] { return static_cast<QMouseEvent *>(event)->globalPosition().toPoint(); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton)
            m_pressedAt = position();
        return true;
    case QEvent::MouseMove: move(position()); return true;
    case QEvent::MouseButtonRelease: release(position()); return true;
    default: return QObject::eventFilter(watched, event);
    }
}

void PressDrag::move(const QPoint &position)
{
    if (!m_pressedAt
        || (!m_isDragging && (position - *m_pressedAt).manhattanLength() < QApplication::startDragDistance()))
        return;
    m_isDragging = true;
    m_widget->setCursor(Qt::ClosedHandCursor);
    Q_EMIT moved(position);
}

void PressDrag::release(const QPoint &position)
{
    if (!m_pressedAt)
        return;
    m_pressedAt.reset();
    m_widget->unsetCursor();
    if (std::exchange(m_isDragging, false))
        Q_EMIT ended(position);
    else
        Q_EMIT clicked();
}

} // namespace deltascope::views
