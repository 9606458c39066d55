#pragma once

#include <cstdint>
#include <utility>

namespace deltascope::evaluate {

/// Wilson's score interval of a proportion, 95 % (E. B. Wilson 1927); of nothing: everything.
std::pair<double, double> wilson(std::int64_t successes, std::int64_t trials);

/// The exact two-sided McNemar test: how likely a difference at least as large is by chance, where `onlyHere` lines are
/// right in one configuration alone and `onlyThere` in the other alone. No such line: 1.
double mcNemar(std::int64_t onlyHere, std::int64_t onlyThere);

} // namespace deltascope::evaluate
