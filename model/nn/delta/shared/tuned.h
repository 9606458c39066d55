#pragma once

// Weights of the backbone that were trained beside a delta and saved with it.
#include "nn/delta/delta.h"
#include "nn/delta/taps/taps.h"
#include "nn/layers/leaf.h"

#include <functional>

namespace deltascope::nn {

/// A saved tensor that stands for the backbone's parameter of that name.
struct TunedEntry {
    const io::TensorEntry *entry;
    std::string name;
};

/// How tuned weights of the backbone stand beside what is tied to them, and beside those of other deltas.
struct Tuning {
    /// What a saved weight replaces: the parameter wherever it is tied to, as load_state_dict() does; in its own module
    /// alone, of which the library made a copy; nothing, since the library's network never calls that copy.
    enum class Reach { Tied, Alone, Nowhere };
    std::function<Reach(const std::string &name)> reach = [](const std::string &) { return Reach::Tied; };
    ReplaceTap::Together together = ReplaceTap::Together::Sum;
};

/// The backbone's weights that these stand for (a head left trainable, say) are replaced while the delta is attached.
void replaceTuned(const Host &host, const DeltaSource &source, const std::vector<TunedEntry> &entries,
                  BuiltDelta &delta, const Tuning &tuning = {});

/// The leaves that read the parameter a key names, by whatever name.
std::vector<const Leaf *> tiedLeaves(const Host &host, const std::string &key);

} // namespace deltascope::nn
