#pragma once

#include <QString>

#include <cstdint>

namespace deltascope::items {

// Numbers as they are shown: signs and units are those of the language that is spoken. What is exported or copied as a
// table keeps the point.

/// "36,864"
QString grouped(std::int64_t count);
/// A number that is spelled already: "1.5e-7" with the sign that stands before decimals here.
QString localNumber(QString plain);
/// "0.62"
QString decimal(double value, int digits);
/// "1.80%", of 0.018
QString percent(double share, int digits);
/// "257 KB", "10.4 MB"
QString bytesText(std::int64_t bytes);

} // namespace deltascope::items
