#pragma once

#include <QFontMetrics>
#include <QStringList>

namespace deltascope::views {

/// The name cut to a width so that what tells it from its likes stays: where it begins or ends as another of `names`
/// does, that part gives way. `names` may hold the name itself.
QString elidedAmong(const QString &name, const QStringList &names, const QFontMetrics &metrics, int width);

} // namespace deltascope::views
