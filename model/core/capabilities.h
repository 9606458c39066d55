#pragma once

namespace deltascope {

/// What an engine can with what is open, beyond opening, keeping a list of deltas and running inputs. Who offers
/// something asks here first.
struct Capabilities {
    bool tree = false; ///< knows modules by name
    bool statistics = false; ///< of weights and taps
    bool merge = false;
    bool similarity = false; ///< tells how alike deltas change weights
    bool save = false; ///< deltas, also converted and cut to a rank
    bool shelf = false; ///< looks through folders for deltas
    bool tokens = false; ///< tells the tokens of texts
    bool judge = false; ///< scores texts and evaluates labelled data
    bool strength = false; ///< takes a delta at any strength
    bool siteStrength = false; ///< and switches and strengths of its own at every site
    bool severalDeltas = false; ///< in one configuration
    bool operator==(const Capabilities &) const = default;
};

} // namespace deltascope
