#pragma once

#include <algorithm>

namespace deltascope::views {

/// Which part of a line of `count` points is looked at, as fractions of the whole.
struct PlotZoom {
    double low = 0, high = 1;

    /// Shows `factor` times as much around the fraction `at` of what is shown, but no fewer than `least` of the whole.
    void scale(double at, double factor, double least)
    {
        const double width = std::clamp((high - low) * factor, std::min(1.0, least), 1.0);
        const double pivot = low + at * (high - low);
        low = std::clamp(pivot - at * width, 0.0, 1 - width);
        high = low + width;
    }
    /// Moves by a fraction of what is shown.
    void pan(double by)
    {
        const double width = high - low;
        low = std::clamp(low + by * width, 0.0, 1 - width);
        high = low + width;
    }
};

} // namespace deltascope::views
