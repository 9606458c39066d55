#pragma once

class QMenu;

namespace deltascope::app {

class MainWindow;

/// Everything that opens a model, or opens the present one in another way.
QMenu *makeOpenMenu(MainWindow &window);

} // namespace deltascope::app
