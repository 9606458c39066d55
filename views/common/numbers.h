#pragma once

#include "items/grouping.h"

#include <QLocale>
#include <QString>

#include <cstdint>

namespace deltascope::views {

/// `one` or `many` with the grouped count in place of %1.
QString counted(std::int64_t count, const QString &one, const QString &many);
using items::bytesText;
using items::decimal;
using items::grouped;
using items::percent;
/// "4.1 ms", "1.8 s"
QString durationText(double seconds);
/// Three significant digits, never an exponent where a person would not write one: "0.038", "1.2e-7".
QString shortNumber(double value);

/// For plots, which spell their ticks themselves.
QLocale numberLocale();

} // namespace deltascope::views
