#pragma once

class QWidget;

namespace deltascope::views {

/// Lets the tab key go from `previous` to a widget and through all that it holds, in the order it was made; returns the
/// last.
QWidget *chainTabs(QWidget *previous, QWidget &root);

} // namespace deltascope::views
