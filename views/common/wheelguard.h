#pragma once

class QWidget;

namespace deltascope::views {

/// Makes a field that the wheel turns (a list of choices, a number) take it only while it has the focus: otherwise the
/// wheel scrolls what is around it.
void guardWheel(QWidget *field);

} // namespace deltascope::views
