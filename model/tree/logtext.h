#pragma once

#include "core/mix.h"
#include "tree/outline.h"
#include "tree/totals.h"

#include <string>
#include <vector>

namespace deltascope::tree {

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
