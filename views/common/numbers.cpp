#include "views/common/numbers.h"

#include "core/numbers.h"

#include <cmath>

namespace deltascope::views {

QString counted(std::int64_t count, const QString &one, const QString &many)
{
    return (count == 1 ? one : many).arg(grouped(count));
}

QString bytesText(std::int64_t bytes) { return QString::fromStdString(deltascope::bytesText(bytes)); }

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
