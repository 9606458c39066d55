#pragma once

// Weights of the backbone that were trained beside a delta and saved with it.
#include "nn/delta/delta.h"
#include "nn/layers/leaf.h"

namespace deltascope::nn {

/// A saved tensor that stands for the backbone's parameter of that name.
struct TunedEntry {
    const io::TensorEntry *entry;
    std::string name;
};

/// The backbone's weights that these stand for (a head left trainable, say) are replaced while the delta is attached,
/// with every parameter that is tied to them, as load_state_dict() does.
void replaceTuned(const Host &host, const DeltaSource &source, const std::vector<TunedEntry> &entries,
                  BuiltDelta &delta);

/// The leaves that read the parameter a key names, by whatever name.
std::vector<const Leaf *> tiedLeaves(const Host &host, const std::string &key);

} // namespace deltascope::nn
