#pragma once

#include "items/bench.h"

#include <optional>

namespace deltascope::items {

/// Whether a cell's answer is what is typed as right for its input: a label's name or index, a word for a mask, a
/// generated text but for blanks. Nothing where nothing is typed, or the answer cannot be right or wrong.
std::optional<bool> isRight(const Bench &bench, const BenchInput &input, const Bench::Cell &cell);

struct RightAnswers {
    int right = 0, judged = 0;
};
/// Of a column, over the inputs that say what is right.
RightAnswers rightAnswers(const SessionState &state, const Bench &bench, int columnKey);

} // namespace deltascope::items
