#include "views/common/strengthslider.h"

#include "views/common/numbers.h"
#include "views/common/strengthaccess.h"
#include "views/common/theme.h"

#include <QAccessible>
#include <QDateTime>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {
constexpr double knobRadius = 6;
constexpr qint64 gesturePause = 700;

QString toNumber(double value)
{
    if (std::abs(value) >= StrengthSlider::largestTyped)
        return QString::number(value, 'g', 3);
    const QString text = decimal(value, 2);
    return text.endsWith(QLatin1Char('0')) ? text.chopped(1) : text;
}
} // namespace

StrengthSlider::StrengthSlider(QWidget *parent)
    : QWidget(parent)
    , m_number(new QLineEdit(this))
{
    offerStrengthsToAssistance();
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
    setMinimumWidth(90);
    m_number->setProperty("role", "number");
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_number->setFocusPolicy(Qt::StrongFocus);
    m_number->setText(toNumber(m_value));
    m_number->installEventFilter(this);
    connect(m_number, &QLineEdit::editingFinished, this, &StrengthSlider::takeNumber);
    setToolTip(tr("Strength: 1 as trained, 0 none. Wheel, once clicked: 0.05; double-click: 1.0; or type a number."));
    setWhat({});
}

void StrengthSlider::setValue(double value)
{
    m_value = value;
    if (!m_number->hasFocus() || !m_number->isModified())
        m_number->setText(toNumber(value));
    update();
    QAccessibleValueChangeEvent changed(this, value);
    QAccessible::updateAccessibility(&changed);
}

void StrengthSlider::enter(double value)
{
    if (value == m_value)
        return;
    Q_EMIT gestureBegun();
    edit(value);
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
    return {knobRadius, height() / 2.0 - 1.5, m_number->x() - 2 * knobRadius - 6, 3};
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

void StrengthSlider::turn(double by)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now - m_lastStep > gesturePause)
        Q_EMIT gestureBegun();
    m_lastStep = now;
    edit(std::clamp(std::round((m_value + by) * 100) / 100, std::min(0.0, m_value), std::max(largest, m_value)));
}

void StrengthSlider::takeNumber()
{
    if (!m_number->isModified())
        return;
    bool isNumber = false;
    QString text = m_number->text().trimmed();
    const double value = text.replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    m_number->setModified(false);
    if (!isNumber || !std::isfinite(value))
        refuse(text.isEmpty() ? tr("A strength is a number; it stays %1.").arg(toNumber(m_value))
                              : tr("\"%1\" is no number; the strength stays %2.").arg(text, toNumber(m_value)));
    else if (std::abs(value) > largestTyped)
        refuse(tr("A strength is between %1 and %2; it stays %3.")
                   .arg(-largestTyped)
                   .arg(largestTyped)
                   .arg(toNumber(m_value)));
    else if (value != m_value)
        enter(value);
    setValue(m_value);
}

/// Says at the field why what was typed is not taken.
void StrengthSlider::refuse(const QString &sentence)
{
    setAccessibleDescription(sentence);
    // Once the focus has gone where it goes: a change of it takes tooltips away.
    QTimer::singleShot(0, m_number, [this, sentence] {
        QToolTip::showText(m_number->mapToGlobal(QPoint(0, m_number->height())), sentence, m_number);
    });
}

/// Return and Esc give the keys back to the slider, and undo is the window's unless something is half typed.
bool StrengthSlider::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_number || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (event->type() == QEvent::ShortcutOverride) {
        const bool isUndo = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
        if (isUndo && !m_number->isModified()) {
            event->ignore();
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        takeNumber();
        setFocus();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        m_number->setModified(false);
        setValue(m_value);
        setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
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
    const int angle = event->angleDelta().y();
    event->setAccepted(hasFocus());
    if (hasFocus() && angle != 0)
        turn(angle > 0 ? step : -step);
}

void StrengthSlider::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: turn(-step); break;
    case Qt::Key_Right:
    case Qt::Key_Up: turn(step); break;
    case Qt::Key_Home: turn(-m_value); break;
    case Qt::Key_End: turn(largest - m_value); break;
    default: QWidget::keyPressEvent(event);
    }
}

void StrengthSlider::resizeEvent(QResizeEvent *) { placeNumber(); }

void StrengthSlider::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        placeNumber();
}

/// Wide enough for whatever may be typed.
void StrengthSlider::placeNumber()
{
    m_number->ensurePolished();
    const int wide = m_number->fontMetrics().horizontalAdvance(toNumber(-99.95)) + 6;
    m_number->setGeometry(width() - wide, 0, wide, height());
    update();
}

} // namespace deltascope::views
