#include "views/common/numbers.h"

#include <cmath>

namespace deltascope::views {

QString counted(std::int64_t count, const QString &one, const QString &many)
{
    return (count == 1 ? one : many).arg(grouped(count));
}

QString durationText(double seconds)
{
    return seconds < 1 ? QStringLiteral("%1 ms").arg(decimal(seconds * 1000, 1))
                       : QStringLiteral("%1 s").arg(decimal(seconds, 2));
}

QString shortNumber(double value)
{
    const double size = std::abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6))
        return items::localNumber(QString::number(value, 'e', 1));
    return decimal(value, size < 0.1 ? 4 : size < 10 ? 3 : 1);
}

QLocale numberLocale()
{
    const bool hasComma = decimal(0.5, 1).contains(QLatin1Char(','));
    return hasComma ? QLocale(QLocale::French) : QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace deltascope::views
