#include "views/common/switch.h"

#include "views/common/theme.h"

#include <QPainter>

namespace deltascope::views {

Switch::Switch(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switch::setColor(const QColor &color)
{
    m_color = color;
    update();
}

void Switch::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = QRectF(rect()).adjusted(2, 2, -2, -2);
    QColor fill = isChecked() ? (m_color.isValid() ? m_color : t.accent) : t.line;
    if (!isEnabled())
        fill = Theme::mixed(fill, t.panel, 0.4);
    // Off, its edge is what can be seen of it on any ground.
    painter.setPen(isChecked() ? QPen(Qt::NoPen) : QPen(Theme::mixed(t.muted, fill, isEnabled() ? 0.7 : 0.3), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const double diameter = track.height() - 4;
    const double x = isChecked() ? track.right() - diameter - 2 : track.left() + 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.knob);
    painter.drawEllipse(QRectF(x, track.top() + 2, diameter, diameter));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 9, 9);
    }
}

} // namespace deltascope::views
