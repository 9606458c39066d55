#include "items/grouping.h"

#include "core/numbers.h"

#include <QCoreApplication>
#include <QLocale>

namespace deltascope::items {

QString grouped(std::int64_t count)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QString thousand = QCoreApplication::translate("Numbers", "1,000", "what stands between thousands");
    return english.toString(qlonglong(count)).replace(QLatin1Char(','), thousand.mid(1, thousand.size() - 4));
}

QString localNumber(QString plain)
{
    const QString half = QCoreApplication::translate("Numbers", "0.5", "what stands before decimals");
    return plain.replace(QLatin1Char('.'), half.mid(1, half.size() - 2));
}

QString decimal(double value, int digits) { return localNumber(QString::number(value, 'f', digits)); }

QString percent(double share, int digits)
{
    return QCoreApplication::translate("Numbers", "%1%", "a share in percent").arg(decimal(100 * share, digits));
}

QString bytesText(std::int64_t bytes)
{
    static constexpr const char *units[]
        = {QT_TRANSLATE_NOOP("Numbers", "%1 B"), QT_TRANSLATE_NOOP("Numbers", "%1 KB"),
           QT_TRANSLATE_NOOP("Numbers", "%1 MB"), QT_TRANSLATE_NOOP("Numbers", "%1 GB"),
           QT_TRANSLATE_NOOP("Numbers", "%1 TB")};
    const QString plain = QString::fromStdString(deltascope::bytesText(bytes));
    const QString number = plain.section(QLatin1Char(' '), 0, 0), unit = plain.section(QLatin1Char(' '), 1);
    for (const char *each : units)
        if (unit == QLatin1String(each + 3)) // behind the number and the blank
            return QCoreApplication::translate("Numbers", each).arg(localNumber(number));
    return plain;
}

} // namespace deltascope::items
