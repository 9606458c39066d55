#pragma once

#include <QAccessible>

class QWidget;

namespace deltascope::views {

/// What a widget drawn by ourselves is to a screen reader; without it, such a widget is a pane like any other. To be
/// said before the widget gets a name: from then on it is known.
void setAccessibleRole(QWidget &widget, QAccessible::Role role);

} // namespace deltascope::views
