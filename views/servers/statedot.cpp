#include "views/servers/statedot.h"

#include "views/common/theme.h"

#include <QPainter>

namespace deltascope::views {

StateDot::StateDot(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(sizeHint());
    setState(State::Asked);
}

void StateDot::setState(State state)
{
    m_state = state;
    setAccessibleName(state == State::Ready    ? tr("ready")
                      : state == State::Silent ? tr("does not answer")
                                               : tr("asked"));
    setToolTip(accessibleName());
    update();
}

void StateDot::paintEvent(QPaintEvent *)
{
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_state == State::Ready ? theme().good : m_state == State::Silent ? theme().bad : theme().muted);
    painter.setBrush(m_state == State::Ready ? QBrush(theme().good) : QBrush(Qt::NoBrush));
    painter.drawEllipse(box);
}

} // namespace deltascope::views
