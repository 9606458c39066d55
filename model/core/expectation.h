#pragma once

#include <optional>
#include <string>

namespace deltascope {

/// What an input's answer is expected to be: all that is said must hold.
struct Expectation {
    std::optional<std::string> label = {}; ///< a classifier's, by name or index
    std::optional<std::string> text = {}; ///< the whole answer, blanks at its ends aside
    std::optional<std::string> regex = {}; ///< matches somewhere in the answer
    std::optional<double> probability = {}; ///< at least: of `label` where there is one, else of the answer
    std::string column = {}; ///< by name; empty: in every column
    bool operator==(const Expectation &) const = default;

    bool isEmpty() const { return !label && !text && !regex && !probability; }
};

} // namespace deltascope
