#pragma once

#include "core/blame.h"
#include "core/evaluation.h"
#include "core/run.h"
#include "core/shelf.h"

#include <cstddef>
#include <functional>
#include <variant>
#include <vector>

namespace deltascope {

/// What one column says to one input of a run that is under way.
struct CellPart {
    std::size_t input = 0, column = 0; ///< places in the request
    Output output; ///< all of it so far: of a text that is being generated, its beginning
    bool isWhole = true; ///< nothing more is to come
};

/// Cells that are ready, or have grown. Every cell is whole in the run's answer, whether parts told it or not.
struct RunPart {
    Task task = Task::Classify;
    std::vector<std::string> labels; ///< of classification heads, by index
    std::vector<CellPart> cells;
};

/// A part of an answer; what it is follows from what was asked.
using Part = std::variant<RunPart, ShelfBatch, EvaluationPart, BlameStep>;

/// Hears parts as they are ready, on the thread that makes them; empty where nobody looks, which spares the copies.
using TakePart = std::function<void(Part)>;

} // namespace deltascope
