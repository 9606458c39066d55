#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// What a mix does at one module.
struct FoldStep {
    struct Acting {
        const nn::TapRef *ref;
        double strength; ///< never 0
    };
    int module;
    std::vector<Acting> taps; ///< innermost first
};

/// The modules at which the mix acts, in the order of the tree; valid while nothing is plugged in or out.
std::vector<FoldStep> foldSteps(const Session &session, const Mix &mix);

/// A module's parameters, in float32.
struct FoldedModule {
    nn::LeafParams before, after;
};

/// On any thread, no two of modules that share a parameter. Throws Failure (cannot-merge) naming delta, module and
/// reason where no weights of the architecture do the same, and for what is not finite.
FoldedModule foldStep(const Session &session, const FoldStep &step);

/// A parameter as the checkpoint has it, in float32; undefined where the block has none of that name.
at::Tensor wideParameter(const nn::Block &block, std::string_view name);

/// True if there is neither NaN nor infinity in it.
bool isFinite(const at::Tensor &tensor);

} // namespace deltascope
