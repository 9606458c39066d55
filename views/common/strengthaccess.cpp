#include "views/common/strengthaccess.h"

#include "views/common/strengthslider.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

namespace deltascope::views {

namespace {

class StrengthAccess : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit StrengthAccess(StrengthSlider *slider)
        : QAccessibleWidget(slider, QAccessible::Slider)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface *>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return slider()->value(); }
    void setCurrentValue(const QVariant &value) override
    {
        slider()->enter(std::clamp(value.toDouble(), -StrengthSlider::largestTyped, StrengthSlider::largestTyped));
    }
    QVariant maximumValue() const override { return std::max(StrengthSlider::largest, slider()->value()); }
    QVariant minimumValue() const override { return std::min(0.0, slider()->value()); }
    QVariant minimumStepSize() const override { return StrengthSlider::step; }

private:
    StrengthSlider *slider() const { return static_cast<StrengthSlider *>(widget()); }
};

QAccessibleInterface *make(const QString &className, QObject *object)
{
    auto *slider
        = className.endsWith(QLatin1String("::StrengthSlider")) ? qobject_cast<StrengthSlider *>(object) : nullptr;
    return slider ? new StrengthAccess(slider) : nullptr;
}

} // namespace

void offerStrengthsToAssistance()
{
    [[maybe_unused]] static const bool isInstalled = (QAccessible::installFactory(make), true);
}

} // namespace deltascope::views
