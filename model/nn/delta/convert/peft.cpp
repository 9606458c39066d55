#include "nn/delta/convert/form.h"

#include "core/outcome.h"
#include "nn/layers/leaf.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::convert {

namespace {

/// The module's weight and bias as PEFT saves a whole module (modules_to_save).
void addModule(const Host &host, int module, const LeafParams &tuned, const std::string &prefix, DeltaFiles &files)
{
    const auto &leaf = dynamic_cast<const Leaf &>(*host.blocks[module]);
    const std::string path = prefix + host.network.modules[module].name;
    files.tensors.emplace_back(path + ".weight", tuned.weight.defined() ? tuned.weight : leaf.weight());
    if (leaf.hasBias())
        files.tensors.emplace_back(path + ".bias", tuned.bias.defined() ? tuned.bias : leaf.bias());
}

/// How PEFT wraps a model for prompts: by its task, which says what modules are saved with any prompt.
struct PromptTask {
    std::string_view name;
    std::vector<std::string_view> heads; ///< endings of their names
};

PromptTask taskOf(HeadKind head)
{
    switch (head) {
    case HeadKind::SequenceClassification: return {"SEQ_CLS", {"classifier", "score"}};
    case HeadKind::TokenClassification: return {"TOKEN_CLS", {"classifier", "score"}};
    case HeadKind::QuestionAnswering: return {"QUESTION_ANS", {"qa_outputs"}};
    case HeadKind::CausalLm: return {"CAUSAL_LM", {}};
    case HeadKind::ConditionalGeneration: return {"SEQ_2_SEQ_LM", {}};
    case HeadKind::None: return {"FEATURE_EXTRACTION", {}};
    default: return {};
    }
}

bool isInHead(const Host &host, int module, const PromptTask &task)
{
    for (int at = module; at >= 0; at = host.network.modules[at].parent)
        for (const std::string_view ending : task.heads)
            if (host.network.modules[at].name.ends_with(ending))
                return true;
    return false;
}

/// The head, as trained or as it is, which PEFT's loader expects, and what else was trained.
void addHead(const Host &host, const Form &form, const PromptTask &task, DeltaFiles &files)
{
    nlohmann::json others = nlohmann::json::array();
    for (int module = 0; module < static_cast<int>(host.blocks.size()); ++module) {
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[module]);
        const auto tuned = form.tuned.find(module);
        const bool isHead = isInHead(host, module, task);
        if (!leaf || (!isHead && tuned == form.tuned.end()))
            continue;
        addModule(host, module, tuned == form.tuned.end() ? LeafParams() : tuned->second, "base_model.", files);
        if (!isHead)
            others.push_back(host.network.modules[module].name);
    }
    files.config["modules_to_save"] = others.empty() ? nlohmann::json() : others;
}

DeltaFiles promptFiles(const Host &host, const DeltaInfo &info, const Form &form)
{
    const PromptTask task = taskOf(host.network.head);
    if (task.name.empty())
        refuse(info, "peft", "PEFT has no prompts for " + host.network.architecture);
    const bool isTwice
        = host.network.head == HeadKind::ConditionalGeneration; // a part for the decoder, which it never reads
    DeltaFiles files{{{"peft_type", "PROMPT_TUNING"},
                      {"task_type", task.name},
                      {"auto_mapping", nullptr},
                      {"base_model_name_or_path", host.network.model},
                      {"revision", nullptr},
                      {"inference_mode", true},
                      {"num_virtual_tokens", form.prompt.size(0)},
                      {"token_dim", form.prompt.size(1)},
                      {"num_layers",
                       host.config.count({"num_hidden_layers", "num_layers", "n_layer", "n_layers", "encoder_layers"})},
                      {"num_attention_heads", host.config.size({"num_attention_heads", "num_heads", "n_head", "n_heads",
                                                                "encoder_attention_heads"})},
                      {"num_transformer_submodules", isTwice ? 2 : 1},
                      {"prompt_tuning_init", "RANDOM"}},
                     {}};
    files.tensors.emplace_back("prompt_embeddings",
                               isTwice ? at::cat({form.prompt, form.prompt}) : form.prompt.contiguous());
    addHead(host, form, task, files);
    return files;
}

/// PEFT wraps whole modules that were trained beside.
void addSavedModules(const Host &host, const DeltaInfo &info, const Form &form, DeltaFiles &files)
{
    nlohmann::json names = nlohmann::json::array();
    for (const auto &[module, tuned] : form.tuned) {
        const std::string &name = host.network.modules[module].name;
        if (form.updates.count(module))
            refuse(info, "peft",
                   name
                       + " has both an update and a weight or bias that was trained, which PEFT keeps in different "
                         "adapters");
        addModule(host, module, tuned, "base_model.model.", files);
        names.push_back(name);
    }
    files.config["modules_to_save"] = names.empty() ? nlohmann::json() : names;
}

DeltaFiles loraFiles(const Host &host, const DeltaInfo &info, const Form &form)
{
    const std::int64_t rank = form.largestRank();
    const double scale = form.updates.begin()->second.scale;
    DeltaFiles files{{{"peft_type", "LORA"},
                      {"task_type", nullptr},
                      {"auto_mapping", nullptr},
                      {"base_model_name_or_path", host.network.model},
                      {"revision", nullptr},
                      {"inference_mode", true},
                      {"r", rank},
                      {"lora_alpha", plainNumber(scale * rank)},
                      {"lora_dropout", 0.0},
                      {"bias", "none"},
                      {"fan_in_fan_out", false},
                      {"init_lora_weights", true},
                      {"use_rslora", false},
                      {"use_dora", false},
                      {"target_modules", namesOf(host, form)},
                      {"exclude_modules", nullptr},
                      {"layers_to_transform", nullptr},
                      {"layers_pattern", nullptr},
                      {"rank_pattern", nlohmann::json::object()},
                      {"alpha_pattern", nlohmann::json::object()}},
                     {}};
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
    addSavedModules(host, info, form, files);
    return files;
}

} // namespace

DeltaFiles toPeft(const Host &host, const DeltaInfo &info, const Form &form)
{
    return form.prompt.defined() ? promptFiles(host, info, form) : loraFiles(host, info, form);
}

} // namespace deltascope::nn::convert
