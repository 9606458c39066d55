#pragma once

#include "app/panels.h"

namespace deltascope::items {
class Desk;
}
namespace deltascope::views {
class Toasts;
}
class QWidget;

namespace deltascope::app {

class MainWindow;
class Reporting;

/// Makes all connections between the panels of the window.
void wire(items::Desk &desk, const Panels &panels, MainWindow &window);

/// The open network in the bars above the panels.
void showNetwork(items::Desk &desk, const Panels &panels, MainWindow &window);

/// What comes of reports is said in the corner of `place`.
void wireReport(Reporting &reporting, views::Toasts &messages, QWidget &place);

} // namespace deltascope::app
