#pragma once

#include "items/servedcells.h"

#include <QStringList>

namespace deltascope::views {

/// What the user is offered where a column on a server lacks something; empty for nothing.
QString helpText(items::ServedLack::Help help, const QString &server);

/// What is known of such a column: where it runs, what it asks for, what it lacks. `cells` may be null.
QStringList servedText(const items::BenchColumn &column, const items::ServedCells *cells);

} // namespace deltascope::views
