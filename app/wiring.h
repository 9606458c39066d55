#pragma once

namespace deltascope::app {

class MainWindow;

/// Makes all connections between the panels of the window.
void wire(MainWindow &window);

} // namespace deltascope::app
