#pragma once

#include <QToolButton>

namespace deltascope::views {

/// A button that is a picture; its name is what the tooltip and screen readers say.
QToolButton *makeTool(const QString &picture, const QString &name, QWidget *parent);

} // namespace deltascope::views
