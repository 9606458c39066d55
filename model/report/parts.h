#pragma once

// What the page and the files of a report are put together from.
#include "report/report.h"

namespace deltascope::report {

/// A number with so many digits behind the point, whatever the user's language.
std::string fixed(double number, int digits);

/// The colours as CSS variables, light and dark as the reader's system says; `selector` names what bears them.
std::string schemes(const Report &report, const std::string &selector);

/// A picture in SVG with a style of its own; empty where there is nothing to show.
std::string probabilityPlot(const Report &report);
std::string divergencePlot(const Report &report);
std::string similarityPlot(const Report &report);

/// Which configuration a rule picked for an input; empty for a column that has one of its own.
std::string takenIn(const Report &report, std::size_t column, std::size_t input);
std::string outputsCsv(const Report &report);
std::string outputsJson(const Report &report);
/// What the report was made of: hashes, versions, command.
std::string factsJson(const Report &report);

std::string page(const Report &report);

} // namespace deltascope::report
