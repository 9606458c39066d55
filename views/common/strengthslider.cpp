#include "views/common/strengthslider.h"

#include "views/common/theme.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {
constexpr double largest = 2, wheelStep = 0.05, knobRadius = 6;
constexpr int numberWidth = 36;
constexpr qint64 gesturePause = 700;

QString toNumber(double value)
{
    const QString text = QString::number(value, 'f', 2);
    return text.endsWith(QLatin1Char('0')) ? text.chopped(1) : text;
}
} // namespace

StrengthSlider::StrengthSlider(QWidget *parent)
    : QWidget(parent)
    , m_number(new QLineEdit(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
    setMinimumWidth(90);
    m_number->setProperty("role", "number");
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_number->setFocusPolicy(Qt::StrongFocus);
    m_number->setText(toNumber(m_value));
    connect(m_number, &QLineEdit::editingFinished, this, &StrengthSlider::takeNumber);
    setToolTip(tr("Strength: 1 as trained, 0 none. Wheel: 0.05; double-click: 1.0; or type a number."));
    setWhat({});
}

void StrengthSlider::setValue(double value)
{
    m_value = value;
    if (!m_number->hasFocus() || !m_number->isModified())
        m_number->setText(toNumber(value));
    update();
}

void StrengthSlider::setColor(const QColor &color)
{
    m_color = color;
    update();
}

void StrengthSlider::setWhat(const QString &what)
{
    setAccessibleName(what.isEmpty() ? tr("Strength") : tr("Strength of %1").arg(what));
    m_number->setAccessibleName(accessibleName());
}

QRectF StrengthSlider::track() const
{
    return {knobRadius, height() / 2.0 - 1.5, width() - numberWidth - 2 * knobRadius - 6, 3};
}

double StrengthSlider::valueAt(double x) const
{
    const QRectF line = track();
    const double value = std::clamp((x - line.left()) / line.width(), 0.0, 1.0) * largest;
    return std::round(value * 20) / 20;
}

void StrengthSlider::edit(double value)
{
    if (value == m_value)
        return;
    m_number->setModified(false);
    setValue(value);
    Q_EMIT valueEdited(value);
}

void StrengthSlider::step(double by)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now - m_lastStep > gesturePause)
        Q_EMIT gestureBegun();
    m_lastStep = now;
    edit(std::clamp(std::round((m_value + by) * 100) / 100, 0.0, std::max(largest, m_value)));
}

void StrengthSlider::takeNumber()
{
    bool isNumber = false;
    QString text = m_number->text();
    const double value = text.replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    m_number->setModified(false);
    if (!isNumber || !std::isfinite(value) || value == m_value) {
        setValue(m_value);
        return;
    }
    Q_EMIT gestureBegun();
    m_value = value;
    m_number->setText(toNumber(value));
    update();
    Q_EMIT valueEdited(value);
}

void StrengthSlider::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF line = track();
    const double x = line.left() + line.width() * std::clamp(m_value / largest, 0.0, 1.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.line);
    painter.drawRoundedRect(line, 1.5, 1.5);
    painter.setBrush(m_color.isValid() ? m_color : t.muted);
    painter.drawRoundedRect(QRectF(line.topLeft(), QPointF(x, line.bottom())), 1.5, 1.5);
    painter.setBrush(isEnabled() ? t.text : t.muted);
    painter.drawEllipse(QPointF(x, line.center().y()), knobRadius - 0.5, knobRadius - 0.5);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 1.5));
        painter.drawEllipse(QPointF(x, line.center().y()), knobRadius + 1.5, knobRadius + 1.5);
    }
}

void StrengthSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !isEnabled())
        return;
    m_isDragging = true;
    Q_EMIT gestureBegun();
    edit(valueAt(event->position().x()));
}

void StrengthSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isDragging)
        edit(valueAt(event->position().x()));
}

void StrengthSlider::mouseReleaseEvent(QMouseEvent *) { m_isDragging = false; }

void StrengthSlider::mouseDoubleClickEvent(QMouseEvent *) { edit(1.0); }

void StrengthSlider::wheelEvent(QWheelEvent *event)
{
    const int turn = event->angleDelta().y();
    if (turn != 0)
        step(turn > 0 ? wheelStep : -wheelStep);
    event->accept();
}

void StrengthSlider::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: step(-wheelStep); break;
    case Qt::Key_Right:
    case Qt::Key_Up: step(wheelStep); break;
    case Qt::Key_Home: step(-m_value); break;
    case Qt::Key_End: step(largest - m_value); break;
    default: QWidget::keyPressEvent(event);
    }
}

void StrengthSlider::resizeEvent(QResizeEvent *)
{
    m_number->setGeometry(width() - numberWidth, 0, numberWidth, height());
}

} // namespace deltascope::views
