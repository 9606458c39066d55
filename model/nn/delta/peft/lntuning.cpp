// PEFT's LN tuning (peft/tuners/ln_tuning/layer.py): a copy of the whole module takes its place.
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn::peft {

namespace {

BuiltDelta buildLnTuning(const Host &host, const DeltaSource &source)
{
    return build(host, source, {"ln_tuning_layers"}, [&](const Saved &, const SavedSite &site, BuiltDelta &delta) {
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.module]);
        if (!leaf)
            throw Failure(Error{source.file,
                                site.tensors.begin()->second->name
                                    + ": expected a module with parameters of its own, found "
                                    + host.network.modules[site.module].type,
                                {},
                                "shape-mismatch"});
        const at::Tensor weight = load(site, source, "ln_tuning_layers.weight", leaf->weight().sizes().vec());
        const at::Tensor bias
            = leaf->hasBias() ? load(site, source, "ln_tuning_layers.bias", leaf->bias().sizes().vec()) : at::Tensor();
        addTap(delta, site, std::make_shared<ReplaceTap>(*leaf, weight, bias), "F'(x), tuned with the delta");
    });
}

} // namespace

DeltaKind lnTuning()
{
    return {.library = "peft",
            .name = "LN_TUNING",
            .title = "LN tuning (PEFT)",
            .says = "norms trained anew",
            .build = buildLnTuning,
            .keys = withTargets({})};
}

} // namespace deltascope::nn::peft
