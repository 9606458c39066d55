#pragma once

#include <QByteArray>
#include <QColor>
#include <QIcon>
#include <QString>

namespace deltascope::views {

struct Theme;

/// The drawing resources/icons/NAME.svg with its strokes in that colour; empty if there is none.
QByteArray tintedSvg(const QString &name, const QColor &color);

/// The drawing as an icon that follows the theme whenever it is painted: muted, plain while pointed at or active, on
/// the accent while selected.
QIcon icon(const QString &name);

/// The program's own icon, in colours of the delta series.
QIcon programIcon();

/// A folder with the icons that the style sheet names, in the theme's colours.
QString iconFolder(const Theme &theme);

} // namespace deltascope::views
