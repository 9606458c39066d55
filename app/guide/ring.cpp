#include "app/guide/ring.h"

#include "views/common/theme.h"

#include <QPainter>

namespace deltascope::app {

namespace {
constexpr double lineWidth = 2;
}

Ring::Ring(QWidget *window)
    : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setVisible(false);
}

void Ring::surround(const QRect &control)
{
    setGeometry(control.adjusted(-margin, -margin, margin, margin));
    setVisible(true);
}

void Ring::paintEvent(QPaintEvent *)
{
    const views::Theme &t = views::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.accent, lineWidth));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), t.radius, t.radius);
}

} // namespace deltascope::app
