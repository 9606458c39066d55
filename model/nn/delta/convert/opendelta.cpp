#include "nn/delta/convert/form.h"

#include "core/outcome.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::convert {

namespace {

/// Weights that were trained beside stand under the backbone's names.
void addTuned(const Host &host, const Form &form, DeltaFiles &files)
{
    for (const auto &[module, tuned] : form.tuned) {
        const std::string &name = host.network.modules[module].name;
        if (tuned.weight.defined())
            files.tensors.emplace_back(name + ".weight", tuned.weight);
        if (tuned.bias.defined())
            files.tensors.emplace_back(name + ".bias", tuned.bias);
    }
}

DeltaFiles promptFiles(const Host &host, const Form &form)
{
    const int encoder = host.config.flag("is_encoder_decoder", false) ? std::max(0, host.find("encoder")) : 0;
    const std::string &path = host.network.modules[encoder].name;
    DeltaFiles files{{{"delta_type", "soft_prompt"},
                      {"soft_token_num", form.prompt.size(0)},
                      {"init_range", 0.5},
                      {"token_init", false},
                      {"modified_modules", {"root"}},
                      {"exclude_modules", {"lm_head"}},
                      {"backbone_class", host.network.architecture},
                      {"backbone_checkpoint_name", host.network.model},
                      {"opendelta_version", "0.3.0"}},
                     {}};
    files.tensors.emplace_back((path.empty() ? "" : path + ".") + "soft_prompt_layer.soft_embeds",
                               form.prompt.contiguous());
    addTuned(host, form, files);
    return files;
}

/// OpenDelta has one rank and one scale for all modules: smaller ranks are filled up with zeros, B takes other scales.
DeltaFiles loraFiles(const Host &host, const DeltaInfo &info, const Form &form)
{
    const std::int64_t rank = form.largestRank();
    const double scale = form.updates.begin()->second.scale;
    DeltaFiles files{{{"delta_type", "lora"},
                      {"lora_r", rank},
                      {"lora_alpha", plainNumber(scale * rank)},
                      {"lora_dropout", 0.0},
                      {"modified_modules", namesOf(host, form)},
                      {"exclude_modules", {"lm_head"}},
                      {"common_structure", nullptr},
                      {"backbone_class", host.network.architecture},
                      {"backbone_checkpoint_name", host.network.model},
                      {"opendelta_version", "0.3.0"}},
                     {}};
    for (const auto &[module, update] : form.updates) {
        const std::string &name = host.network.modules[module].name;
        if (dynamic_cast<const Conv1D *>(host.blocks[module]))
            refuse(info, "opendelta", name + " is a Conv1D, which OpenDelta's lora does not take");
        if (name == "lm_head" || (name.size() > 8 && name.compare(name.size() - 8, 8, ".lm_head") == 0))
            refuse(info, "opendelta", "OpenDelta never changes lm_head");
        const std::int64_t missing = rank - update.a.size(0);
        files.tensors.emplace_back(name + ".lora.lora_A", at::constant_pad_nd(update.a, {0, 0, 0, missing}));
        files.tensors.emplace_back(name + ".lora.lora_B",
                                   at::constant_pad_nd(update.b * (update.scale / scale), {0, missing}));
    }
    addTuned(host, form, files);
    return files;
}

} // namespace

DeltaFiles toOpenDelta(const Host &host, const DeltaInfo &info, const Form &form)
{
    return form.prompt.defined() ? promptFiles(host, form) : loraFiles(host, info, form);
}

} // namespace deltascope::nn::convert
