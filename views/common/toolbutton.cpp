#include "views/common/toolbutton.h"

#include "views/common/icons.h"

namespace deltascope::views {

QToolButton *makeTool(const QString &picture, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(picture));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace deltascope::views
