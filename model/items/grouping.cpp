#include "items/grouping.h"

#include <QCoreApplication>
#include <QLocale>

namespace deltascope::items {

QString grouped(std::int64_t count)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QString separator = QCoreApplication::translate("Numbers", ",", "between thousands");
    return english.toString(qlonglong(count)).replace(QLatin1Char(','), separator);
}

} // namespace deltascope::items
