#pragma once

// A saved delta without a backbone: its own tensors say how wide the modules are that it changes.
#include "nn/builder.h"
#include "nn/delta/delta.h"

#include <memory>

namespace deltascope::nn {

/// For kinds whose factors tell the shape of a weight (LoRA, AdaLoRA, LoHa, LoKr). The weights themselves are not
/// there: what needs them throws Failure (missing-weight).
class AloneDelta {
public:
    /// Throws Failure: "needs-backbone" for a kind that says nothing of its modules, and as buildSaved().
    explicit AloneDelta(DeltaFolder folder);

    const std::vector<SiteTap> &taps() const { return m_delta.taps; }
    const std::string &nameOf(int module) const { return m_info.modules[static_cast<std::size_t>(module)].name; }
    const Leaf *leafAt(int module) const;

private:
    DeltaFolder m_folder;
    Config m_config;
    Weights m_weights;
    Builder m_builder;
    std::vector<std::unique_ptr<Block>> m_blocks;
    NetworkInfo m_info;
    BuiltDelta m_delta;
};

} // namespace deltascope::nn
