#pragma once

#include "app/panels.h"

class QWidget;

namespace deltascope::items {
class Desk;
}

namespace deltascope::app {

class Reporting;

/// What happens beside the panels is said in the corner of the place that it belongs to.
void wireMessages(items::Desk &desk, const Panels &panels);
/// What comes of reports is said in the corner of `place`.
void wireReport(Reporting &reporting, views::Toasts &messages, QWidget &place);

} // namespace deltascope::app
