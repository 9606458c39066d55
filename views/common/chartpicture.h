#pragma once

#include "views/common/theme.h"

#include <QImage>
#include <QSize>

#include <functional>

class QPainter;

namespace deltascope::views {

/// A chart of that size as it is saved: in one theme whatever the window wears, two pixels a point.
QImage chartPicture(const QSize &size, Theme::Kind kind, const std::function<void(QPainter &, const Theme &)> &draw);

} // namespace deltascope::views
