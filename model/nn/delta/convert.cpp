#include "nn/delta/convert.h"

#include "core/outcome.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace deltascope::nn {

namespace {

/// What both libraries' LoRA can say of one Linear or Conv1D: scale * B A, A [r, in], B [out, r].
struct LowRank {
    at::Tensor a, b;
    double scale = 0;
};

/// A delta as what both libraries have: LoRA updates by module index, or virtual tokens, with tuned weights beside them.
struct Form {
    std::map<int, LowRank> updates;
    at::Tensor prompt;                 ///< [n, width]; undefined: none
    std::map<int, LeafParams> tuned;   ///< undefined where the backbone's own stays

    std::int64_t largestRank() const
    {
        std::int64_t rank = 1;
        for (const auto &[module, update] : updates)
            rank = std::max(rank, update.a.size(0));
        return rank;
    }
};

[[noreturn]] void refuse(const DeltaInfo &info, std::string_view library, const std::string &reason)
{
    throw Failure(Error{info.name, info.kind + " of " + info.library + " cannot be converted to " + std::string(library) + ": " + reason, {},
                        "no-counterpart"});
}

/// Several updates of one module are one of the rank of them all: [B1 B2] [A1; A2].
void addUpdate(Form &form, int module, const LowRankUpdate &update, double strength)
{
    if (update.scale * strength == 0)
        return addUpdate(form, module, {update.a, at::zeros_like(update.b), 1}, 1);
    const double scale = update.scale * strength;
    LowRank &own = form.updates[module];
    if (!own.a.defined()) {
        own = {update.a, update.b, scale};
        return;
    }
    if (own.scale != scale) {
        own.b = own.b * own.scale;
        own.scale = 1;
    }
    own.a = at::cat({own.a, update.a});
    own.b = at::cat({own.b, update.b * (scale / own.scale)}, 1);
}

Form formOf(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, std::string_view library, double strength)
{
    Form form;
    for (const SiteTap &site : taps) {
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.place()]);
        const std::string &name = host.network.modules[site.place()].name;
        const auto update = site.tap->update();
        if (update && (dynamic_cast<const Linear *>(leaf) || dynamic_cast<const Conv1D *>(leaf))) {
            addUpdate(form, site.place(), *update, strength);
            continue;
        }
        if (const auto front = site.tap->front(); front && front->tokens.defined() && strength == 1 && !form.prompt.defined()) {
            form.prompt = front->tokens.squeeze(0);
            continue;
        }
        const LeafParams own = leaf ? LeafParams{leaf->weight(), leaf->bias()} : LeafParams();
        const auto merged = leaf && site.tap->isInside() ? site.tap->merged(*leaf, own, strength) : std::nullopt;
        if (!merged || (merged->bias.defined() && !own.bias.defined()))
            refuse(info, library, "what it does at " + name + " is no kind of " + std::string(library));
        LeafParams &tuned = form.tuned[site.place()];
        if (!merged->weight.is_same(own.weight))
            tuned.weight = merged->weight;
        if (!merged->bias.is_same(own.bias))
            tuned.bias = merged->bias;
    }
    if (form.updates.empty() != form.prompt.defined())
        refuse(info, library, "there is no such kind; lora, kinds that add a low-rank update, and prompts are in both");
    return form;
}

nlohmann::json plainNumber(double value)
{
    return value == std::floor(value) && std::abs(value) < 1e15 ? nlohmann::json(static_cast<std::int64_t>(value)) : nlohmann::json(value);
}

std::vector<std::string> namesOf(const Host &host, const Form &form)
{
    std::vector<std::string> names;
    for (const auto &[module, update] : form.updates)
        names.push_back(host.network.modules[module].name);
    return names;
}

/// Weights that were trained beside: PEFT wraps whole modules (modules_to_save).
void addSavedModules(const Host &host, const DeltaInfo &info, const Form &form, const std::string &prefix, DeltaFiles &files)
{
    nlohmann::json names = nlohmann::json::array();
    for (const auto &[module, tuned] : form.tuned) {
        const std::string &name = host.network.modules[module].name;
        if (form.updates.count(module))
            refuse(info, "peft", name + " has both an update and a weight or bias that was trained, which PEFT keeps in different adapters");
        const auto &leaf = dynamic_cast<const Leaf &>(*host.blocks[module]);
        names.push_back(name);
        files.tensors.emplace_back(prefix + name + ".weight", tuned.weight.defined() ? tuned.weight : leaf.weight());
        if (leaf.hasBias())
            files.tensors.emplace_back(prefix + name + ".bias", tuned.bias.defined() ? tuned.bias : leaf.bias());
    }
    files.config["modules_to_save"] = names.empty() ? nlohmann::json() : names;
}

/// PEFT wraps a model for prompts by its task.
std::string_view taskOf(HeadKind head)
{
    switch (head) {
    case HeadKind::SequenceClassification: return "SEQ_CLS";
    case HeadKind::TokenClassification: return "TOKEN_CLS";
    case HeadKind::QuestionAnswering: return "QUESTION_ANS";
    case HeadKind::CausalLm: return "CAUSAL_LM";
    case HeadKind::ConditionalGeneration: return "SEQ_2_SEQ_LM";
    case HeadKind::None: return "FEATURE_EXTRACTION";
    default: return "";
    }
}

DeltaFiles promptToPeft(const Host &host, const DeltaInfo &info, const Form &form)
{
    const std::string_view task = taskOf(host.network.head);
    if (task.empty())
        refuse(info, "peft", "PEFT has no prompts for " + host.network.architecture);
    const bool isTwice = host.network.head == HeadKind::ConditionalGeneration; // a part for the decoder, which it never reads
    DeltaFiles files{{{"peft_type", "PROMPT_TUNING"}, {"task_type", task}, {"auto_mapping", nullptr}, {"base_model_name_or_path", host.network.model},
                      {"revision", nullptr}, {"inference_mode", true}, {"num_virtual_tokens", form.prompt.size(0)}, {"token_dim", form.prompt.size(1)},
                      {"num_transformer_submodules", isTwice ? 2 : 1}, {"prompt_tuning_init", "RANDOM"}}, {}};
    files.tensors.emplace_back("prompt_embeddings", isTwice ? at::cat({form.prompt, form.prompt}) : form.prompt.contiguous());
    addSavedModules(host, info, form, "base_model.", files);
    return files;
}

DeltaFiles toPeft(const Host &host, const DeltaInfo &info, const Form &form)
{
    const std::int64_t rank = form.largestRank();
    const double scale = form.updates.begin()->second.scale;
    DeltaFiles files{{{"peft_type", "LORA"}, {"task_type", nullptr}, {"auto_mapping", nullptr}, {"base_model_name_or_path", host.network.model},
                      {"revision", nullptr}, {"inference_mode", true}, {"r", rank}, {"lora_alpha", plainNumber(scale * rank)}, {"lora_dropout", 0.0},
                      {"bias", "none"}, {"fan_in_fan_out", false}, {"init_lora_weights", true}, {"use_rslora", false}, {"use_dora", false},
                      {"target_modules", namesOf(host, form)}, {"exclude_modules", nullptr}, {"layers_to_transform", nullptr},
                      {"layers_pattern", nullptr}, {"rank_pattern", nlohmann::json::object()}, {"alpha_pattern", nlohmann::json::object()}}, {}};
    for (const auto &[module, update] : form.updates) {
        const std::string &name = host.network.modules[module].name;
        if (dynamic_cast<const Conv1D *>(host.blocks[module]))
            files.config["fan_in_fan_out"] = true;
        if (const std::int64_t own = update.a.size(0); own != rank || update.scale != scale) {
            files.config["rank_pattern"][name] = own;
            files.config["alpha_pattern"][name] = plainNumber(update.scale * own);
        }
        files.tensors.emplace_back("base_model.model." + name + ".lora_A.weight", update.a);
        files.tensors.emplace_back("base_model.model." + name + ".lora_B.weight", update.b);
    }
    addSavedModules(host, info, form, "base_model.model.", files);
    return files;
}

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

DeltaFiles promptToOpenDelta(const Host &host, const Form &form)
{
    const int encoder = host.config.flag("is_encoder_decoder", false) ? std::max(0, host.find("encoder")) : 0;
    const std::string &path = host.network.modules[encoder].name;
    DeltaFiles files{{{"delta_type", "soft_prompt"}, {"soft_token_num", form.prompt.size(0)}, {"init_range", 0.5}, {"token_init", false},
                      {"modified_modules", {"root"}}, {"exclude_modules", {"lm_head"}}, {"backbone_class", host.network.architecture},
                      {"backbone_checkpoint_name", host.network.model}, {"opendelta_version", "0.3.0"}}, {}};
    files.tensors.emplace_back((path.empty() ? "" : path + ".") + "soft_prompt_layer.soft_embeds", form.prompt.contiguous());
    addTuned(host, form, files);
    return files;
}

/// OpenDelta has one rank and one scale for all modules: smaller ranks are filled up with zeros, B takes other scales.
DeltaFiles toOpenDelta(const Host &host, const DeltaInfo &info, const Form &form)
{
    const std::int64_t rank = form.largestRank();
    const double scale = form.updates.begin()->second.scale;
    DeltaFiles files{{{"delta_type", "lora"}, {"lora_r", rank}, {"lora_alpha", plainNumber(scale * rank)}, {"lora_dropout", 0.0},
                      {"modified_modules", namesOf(host, form)}, {"exclude_modules", {"lm_head"}}, {"common_structure", nullptr},
                      {"backbone_class", host.network.architecture}, {"backbone_checkpoint_name", host.network.model},
                      {"opendelta_version", "0.3.0"}}, {}};
    for (const auto &[module, update] : form.updates) {
        const std::string &name = host.network.modules[module].name;
        if (dynamic_cast<const Conv1D *>(host.blocks[module]))
            refuse(info, "opendelta", name + " is a Conv1D, which OpenDelta's lora does not take");
        if (name == "lm_head" || (name.size() > 8 && name.compare(name.size() - 8, 8, ".lm_head") == 0))
            refuse(info, "opendelta", "OpenDelta never changes lm_head");
        const std::int64_t missing = rank - update.a.size(0);
        files.tensors.emplace_back(name + ".lora.lora_A", at::constant_pad_nd(update.a, {0, 0, 0, missing}));
        files.tensors.emplace_back(name + ".lora.lora_B", at::constant_pad_nd(update.b * (update.scale / scale), {0, missing}));
    }
    addTuned(host, form, files);
    return files;
}

} // namespace

DeltaFiles converted(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, std::string_view library, double strength)
{
    const c10::InferenceMode inference;
    const Form form = formOf(host, info, taps, library, strength);
    if (library == "peft")
        return form.prompt.defined() ? promptToPeft(host, info, form) : toPeft(host, info, form);
    if (library == "opendelta")
        return form.prompt.defined() ? promptToOpenDelta(host, form) : toOpenDelta(host, info, form);
    refuse(info, library, "the formats to convert to are opendelta and peft");
}

} // namespace deltascope::nn
