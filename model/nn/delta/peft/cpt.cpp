// PEFT's context-aware prompt tuning (peft/tuners/cpt/model.py; Blau et al. 2024). What is saved are the embeddings of
// the context's tokens with what they learnt added, so that loaded it runs as prompt tuning does.
#include "nn/delta/peft/peft.h"

namespace deltascope::nn::peft {

DeltaKind cpt()
{
    return {.library = "peft",
            .name = "CPT",
            .title = "CPT (PEFT)",
            .says = "[context; input]: the embeddings of examples in front of the text, tuned",
            .build = buildPrompt,
            .keys = withPrompt({{"num_virtual_tokens", KeyType::Whole, {}, {}, KeyPlace::Rack},
                                trainingKey("cpt_token_ids", KeyType::Wholes),
                                trainingKey("cpt_mask", KeyType::Wholes),
                                trainingKey("cpt_tokens_type_mask", KeyType::Wholes),
                                trainingKey("opt_weighted_loss_type", KeyType::Text, "none"),
                                trainingKey("opt_loss_decay_factor", KeyType::Number, "1"),
                                trainingKey("opt_projection_epsilon", KeyType::Number, "0.1"),
                                trainingKey("opt_projection_format_epsilon", KeyType::Number, "0.1"),
                                recordKey("tokenizer_name_or_path", KeyType::Text)})};
}

} // namespace deltascope::nn::peft
