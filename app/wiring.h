#pragma once

#include "app/panels.h"

namespace deltascope::items {
class Desk;
}

namespace deltascope::app {

class MainWindow;

/// Makes all connections between the panels of the window.
void wire(items::Desk &desk, const Panels &panels, MainWindow &window);

/// The open network in the bars above the panels.
void showNetwork(items::Desk &desk, const Panels &panels, MainWindow &window);

} // namespace deltascope::app
