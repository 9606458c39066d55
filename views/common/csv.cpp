#include "views/common/csv.h"

namespace deltascope::views {

namespace {

QString cellText(QString text, QChar separator)
{
    const bool mustQuote = text.contains(separator) || text.contains(QLatin1Char('"'))
                           || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    return mustQuote ? QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"')
                     : text;
}

} // namespace

QString csvLine(const QStringList &cells, QChar separator)
{
    QStringList written;
    for (const QString &cell : cells)
        written << cellText(cell, separator);
    return written.join(separator) + QLatin1Char('\n');
}

} // namespace deltascope::views
