#include "views/common/csv.h"

#include "core/csv.h"

namespace deltascope::views {

QString csvLine(const QStringList &cells, QChar separator)
{
    std::vector<std::string> written;
    for (const QString &cell : cells)
        written.push_back(cell.toStdString());
    return QString::fromStdString(deltascope::csvLine(written, QString(separator).toStdString()));
}

} // namespace deltascope::views
