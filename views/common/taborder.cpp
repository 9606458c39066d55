#include "views/common/taborder.h"

#include <QWidget>

namespace deltascope::views {

QWidget *chainTabs(QWidget *previous, QWidget &root)
{
    const auto append = [&previous](QWidget *widget) {
        if (!(widget->focusPolicy() & Qt::TabFocus))
            return;
        QWidget::setTabOrder(previous, widget);
        previous = widget;
    };
    append(&root);
    for (QWidget *child : root.findChildren<QWidget *>())
        append(child);
    return previous;
}

} // namespace deltascope::views
