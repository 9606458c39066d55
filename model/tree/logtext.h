#pragma once

#include "core/mix.h"
#include "tree/moduletree.h"
#include "tree/totals.h"

#include <string>
#include <vector>

namespace deltascope::tree {

/// What a piece of a line is; colours follow from it.
enum class Ink { Name, Type, Folded, Frozen, Delta, Detached };

struct Piece {
    Ink ink;
    std::string text;
};

/// A row's label in pieces: "fc1 (Linear) weight:[64, 32] bias:[64]". `note` is what else is said of it, may be empty.
std::vector<Piece> label(const ModuleTree &tree, const FoldedRow &row, const std::string &note);

enum class Colour { None, Ansi };

struct LogOptions {
    Repeats repeats = Repeats::Folded;
    Colour colour = Colour::None;
    int width = 0; ///< columns of the terminal; 0 is unlimited
};

/// OpenDelta's log(): the tree with guides, then three lines of ratios. With one attached delta it reads as OpenDelta's
/// own; with several, or detached ones, every delta's row names its delta and says if it is detached.
std::string logText(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix,
                    const LogOptions &options);

} // namespace deltascope::tree
