#pragma once

#include <QString>
#include <QWidget>

namespace deltascope::test {

/// The widget inside `root` with that accessible name.
template<class Widget>
Widget *named(const QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

} // namespace deltascope::test
