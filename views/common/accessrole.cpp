#include "views/common/accessrole.h"

#include <QAccessibleWidget>

namespace deltascope::views {

namespace {

constexpr const char *roleProperty = "accessibleRole";

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(roleProperty) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, QAccessible::Role(role.toInt())) : nullptr;
}

} // namespace

void setAccessibleRole(QWidget &widget, QAccessible::Role role)
{
    [[maybe_unused]] static const bool isInstalled = (QAccessible::installFactory(make), true);
    widget.setProperty(roleProperty, int(role));
}

} // namespace deltascope::views
