#pragma once

#include "core/condition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace deltascope {

/// Which configuration a line of traffic gets; of several routes the first that holds.
struct Route {
    Condition when;
    std::string column; ///< a SPEC
    bool operator==(const Route &) const = default;
};
/// "language:fr=SPEC", "prefix:TEXT=SPEC", "regex:EXPRESSION=SPEC" or "otherwise=SPEC". Throws Failure.
Route parseRoute(const std::string &text);

/// What became of a line.
struct RehearsedLine {
    std::size_t line = 0; ///< from 0
    std::string rule, column;
    double seconds = 0; ///< until its answer was whole
    std::string error; ///< a sentence; empty if it was answered
};

struct Rehearsal {
    std::vector<RehearsedLine> lines; ///< in the order of the file
    double median = 0, p95 = 0; ///< seconds, of those that were answered
    double throughput = 0; ///< answers a second
    std::size_t switches = 0; ///< how often a line got another configuration than the one before
};

/// The value below which that part of `values` lies (nearest rank); 0 for none.
double quantile(std::vector<double> values, double part);

} // namespace deltascope
