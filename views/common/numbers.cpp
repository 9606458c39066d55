#include "views/common/numbers.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace deltascope::views {

QString counted(std::int64_t count, const QString &one, const QString &many)
{
    return (count == 1 ? one : many).arg(grouped(count));
}

QString grouped(std::int64_t count)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(qlonglong(count));
}

QString bytesText(std::int64_t bytes)
{
    static constexpr std::array units{"B", "KB", "MB", "GB", "TB"};
    double value = double(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(value, 0, 'f', value < 100 && unit > 1 ? 1 : 0).arg(QLatin1String(units[unit]));
}

QString durationText(double seconds)
{
    return seconds < 1 ? QStringLiteral("%1 ms").arg(seconds * 1000, 0, 'f', 1)
                       : QStringLiteral("%1 s").arg(seconds, 0, 'f', 2);
}

QString shortNumber(double value)
{
    const double size = std::abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6))
        return QString::number(value, 'e', 1);
    return QString::number(value, 'f', size < 0.1 ? 4 : size < 10 ? 3 : 1);
}

} // namespace deltascope::views
