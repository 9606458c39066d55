#pragma once

#include <QRect>
#include <QString>

#include <cstddef>

namespace deltascope::views {

// At the right end of the head of a column that goes by rule: how many rules there are; a click opens them.

QString rulesChipText(std::size_t rules);
/// Where it takes clicks in a head of that rectangle.
QRect rulesChipIn(const QRect &head, const QString &text);

} // namespace deltascope::views
