#include "items/grouping.h"

#include <QCoreApplication>
#include <QLocale>

namespace deltascope::items {

QString grouped(std::int64_t count)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QString thousand = QCoreApplication::translate("Numbers", "1,000", "what stands between thousands");
    return english.toString(qlonglong(count)).replace(QLatin1Char(','), thousand.mid(1, thousand.size() - 4));
}

} // namespace deltascope::items
