#pragma once

#include <QString>
#include <QStringList>

namespace deltascope::views {

/// A row of a table as CSV wants it (RFC 4180), its end included: cells are quoted where they must be. With a tab as
/// separator it can be pasted into spreadsheets.
QString csvLine(const QStringList &cells, QChar separator = QLatin1Char(','));

} // namespace deltascope::views
