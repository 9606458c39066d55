// PEFT's LN tuning (peft/tuners/ln_tuning/layer.py): a copy of the whole module takes its place.
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

BuiltDelta buildPeftLnTuning(const Host &host, const DeltaSource &source)
{
    return peft::build(
        host, source, {"ln_tuning", {}, {"ln_tuning_layers"}, ""},
        [&](const peft::Saved &, const peft::SavedSite &site, BuiltDelta &delta) {
            const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.module]);
            if (!leaf)
                throw Failure(Error{source.file,
                                    site.tensors.begin()->second->name
                                        + ": expected a module with parameters of its own, found "
                                        + host.network.modules[site.module].type,
                                    {},
                                    "shape-mismatch"});
            const at::Tensor weight = peft::load(site, source, "ln_tuning_layers.weight", leaf->weight().sizes().vec());
            const at::Tensor bias = leaf->hasBias()
                                        ? peft::load(site, source, "ln_tuning_layers.bias", leaf->bias().sizes().vec())
                                        : at::Tensor();
            peft::addTap(delta, site, std::make_shared<ReplaceTap>(*leaf, weight, bias), "F'(x), tuned with the delta");
        });
}

} // namespace deltascope::nn
