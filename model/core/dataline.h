#pragma once

#include "core/run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace deltascope {

/// What a line of data calls right: an index, a number (regression), a name, or nothing.
using Label = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A line of a file of inputs or of labelled data (cli.md: INPUTS, train).
struct DataLine {
    Input input;
    std::optional<Label> label;
    std::optional<std::vector<Label>> labels; ///< one for each id
    std::optional<std::string> target;
    std::optional<std::vector<std::int64_t>> decoderLabels;
    bool operator==(const DataLine &) const = default;
};

} // namespace deltascope
