#include "views/common/meterbar.h"

#include "views/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace deltascope::views {

MeterBar::MeterBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setLevel(double level, const QColor &color)
{
    m_level = std::clamp(level, 0.0, 1.0);
    m_color = color;
    update();
}

void MeterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().line);
    painter.drawRoundedRect(rect(), 2, 2);
    if (m_level < 0.001)
        return;
    painter.setBrush(m_color);
    painter.drawRoundedRect(QRectF(0, 0, std::max(4.0, width() * m_level), height()), 2, 2);
}

} // namespace deltascope::views
