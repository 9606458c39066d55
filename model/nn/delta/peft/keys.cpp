// The fields of PEFT's configuration classes (peft/config.py, peft/tuners/*/config.py, versions 0.4 to 0.21).
#include "nn/delta/peft/keys.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "nn/weights.h"

#include <algorithm>

namespace deltascope::nn::peft {

namespace {

/// Of every kind, or where a delta comes from.
constexpr std::string_view general[] = {
    "auto_mapping",
    "base_model_name_or_path",
    "inference_mode",
    "peft_type",
    "peft_version",
    "revision",
    "task_type",
    "target_modules",
    "exclude_modules",
    "modules_to_save",
    "layers_to_transform",
    "layers_pattern",
    "bias",
    "fan_in_fan_out",
    "ensure_weight_tying",
};

/// That a kind reads.
constexpr std::string_view ofKinds[] = {
    "r",
    "lora_alpha",
    "alpha",
    "use_rslora",
    "use_dora",
    "rank_pattern",
    "alpha_pattern",
    "init_lora_weights",
    "lora_bias",
    "trainable_token_indices",
    "alora_invocation_tokens",
    "kasa_config",
    "projection_prng_key",
    "save_projection",
    "d_initial",
    "sparse",
    "very_sparse",
    "randlora_alpha",
    "delora_lambda",
    "lambda_pattern",
    "num_vectors",
    "vector_length",
    "topk",
    "save_only_topk_weights",
    "use_effective_conv2d",
    "decompose_both",
    "decompose_factor",
    "n_frequency",
    "scaling",
    "random_loc_seed",
    "n_frequency_pattern",
    "mask_type",
    "random_seed",
    "block_size",
    "block_size_pattern",
    "mini_r",
    "feedforward_modules",
    "oft_block_size",
    "coft",
    "eps",
    "block_share",
    "use_cayley_neumann",
    "num_cayley_neumann_terms",
    "boft_block_size",
    "boft_block_num",
    "boft_n_butterfly_factor",
    "apply_GS",
    "variant",
    "group_size",
    "token_indices",
    "num_virtual_tokens",
    "token_dim",
    "num_transformer_submodules",
    "num_attention_heads",
    "num_layers",
    "encoder_hidden_size",
    "prefix_projection",
    "init_weights",
    "target_r",
    "init_r",
};

/// That matter while a delta is trained, or until then.
constexpr std::string_view ofTraining[] = {
    "lora_dropout",
    "vera_dropout",
    "randlora_dropout",
    "vblora_dropout",
    "miss_dropout",
    "boft_dropout",
    "module_dropout",
    "rank_dropout",
    "rank_dropout_scale",
    "encoder_dropout",
    "encoder_num_layers",
    "encoder_reparameterization_type",
    "init_ia3_weights",
    "init_vector_bank_bound",
    "init_logits_std",
    "prompt_tuning_init",
    "prompt_tuning_init_text",
    "tokenizer_name_or_path",
    "tokenizer_kwargs",
    "tinit",
    "tfinal",
    "deltaT",
    "beta1",
    "beta2",
    "orth_reg_weight",
    "total_step",
    "qalora_group_size",
    "megatron_core",
    "runtime_config",
    "enable_lora",
    "merge_weights",
};

/// Of those the ones that are named where somebody set them.
constexpr std::string_view noted[]
    = {"loftq_config", "eva_config", "corda_config", "lora_ga_config", "velora_config", "megatron_config"};

template<std::size_t N>
bool holds(const std::string_view (&list)[N], std::string_view key)
{
    return std::find(std::begin(list), std::end(list), key) != std::end(list);
}

/// False for what a configuration class writes of a field that nobody set.
bool isSet(const nlohmann::json &value)
{
    return !(value.is_null() || value == false
             || ((value.is_object() || value.is_array() || value.is_string()) && value.empty()));
}

} // namespace

void expectKnownKeys(const Config &config)
{
    for (const auto &[key, value] : config.json().items())
        if (isSet(value) && !holds(general, key) && !holds(ofKinds, key) && !holds(ofTraining, key)
            && !holds(noted, key))
            throw Failure(
                Error{config.path(),
                      key + ": expected null or a key that this program knows, found "
                          + utf8::readable(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 80),
                      "it may change what the delta computes, so the delta is not run without it", "unexpected-key"});
}

void noteTrainingKeys(const Config &config, DeltaInfo &info)
{
    std::vector<std::string> names;
    for (const auto &[key, value] : config.json().items())
        if (isSet(value) && holds(noted, key))
            names.push_back(key);
    if (!names.empty())
        info.problems.push_back({"training-key", Problem::Severity::Note,
                                 joinNames(names) + ": of the training, nothing to what the delta computes now"});
}

} // namespace deltascope::nn::peft
