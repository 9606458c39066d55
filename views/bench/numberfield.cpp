#include "views/bench/numberfield.h"

#include "views/common/labels.h"

#include <cmath>

namespace deltascope::views {

NumberField::NumberField(const QString &name, const Bounds &bounds, QWidget *parent)
    : QLineEdit(parent)
    , m_bounds(bounds)
{
    setAccessibleName(name);
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::textEdited, this, &NumberField::take);
}

void NumberField::setValue(const std::optional<double> &value)
{
    const QString now = text().trimmed();
    if (value ? read(now) == value : now.isEmpty())
        return; // "0.70" stays as it was typed
    setText(value ? QString::number(*value, 'g', 9) : QString());
    setRole(this, "");
}

std::optional<double> NumberField::read(const QString &text) const
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    const bool isInside
        = (value > m_bounds.least || (value == m_bounds.least && m_bounds.lowest == Bounds::Least::Included))
          && value <= m_bounds.most;
    const bool isRight = isNumber && isInside && (m_bounds.kind == Bounds::Kind::Real || value == std::floor(value));
    return isRight ? std::optional(value) : std::nullopt;
}

void NumberField::take(const QString &text)
{
    const QString trimmed = text.trimmed();
    const std::optional<double> value = read(trimmed);
    const bool isRight = trimmed.isEmpty() || value;
    setRole(this, isRight ? "" : "wrong");
    if (isRight)
        Q_EMIT valueEdited(value);
}

} // namespace deltascope::views
