#pragma once

#include <QByteArray>

namespace deltascope::views {

/// An SVG as QSvgGenerator writes it, with the width of every text written down (textLength): where the fonts are not
/// installed, others take the same room, and neighbours do not touch.
QByteArray withTextWidths(const QByteArray &svg);

} // namespace deltascope::views
