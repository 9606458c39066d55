#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>
#include <QStringList>

class QApplication;

namespace deltascope::views {

/// All colours, sizes and fonts, as resources/theme has them. Widgets and exported pictures read the same.
struct Theme {
    enum class Kind { Dark, Light };
    enum class Size { Small, Normal, Large, Title };

    Kind kind = Kind::Dark;
    QColor window, panel, raised, line, hover, selection, text, muted, name, type, parameter, folded, accent, good,
        warning, bad, onAccent, knob;
    QList<QColor> series;
    QStringList uiFonts, monoFonts;
    QList<double> sizes; ///< pixels, by Size
    int row = 23, radius = 6, step = 4;

    static Theme load(Kind kind);

    /// Of the n-th delta; the colours start over after the last.
    QColor seriesColor(int series) const { return this->series[series % this->series.size()]; }
    QFont ui(Size size = Size::Normal, QFont::Weight weight = QFont::Normal) const;
    QFont mono(Size size = Size::Normal) const;
    /// `top` over `bottom` with `share` of top.
    static QColor mixed(const QColor &top, const QColor &bottom, double share);
    /// Of two opaque colours, from 1 to 21 (WCAG 2.1, contrast ratio).
    static double contrast(const QColor &one, const QColor &other);
    /// The ink, moved towards the theme's name colour just so far that it can be read as text on that background.
    QColor readable(const QColor &ink, const QColor &background) const;

    static constexpr double leastContrast = 4.5;
};

/// The theme that the application wears.
const Theme &theme();
/// Dresses the application; every widget then hears a style change.
void wear(QApplication &application, Theme::Kind kind);

} // namespace deltascope::views
