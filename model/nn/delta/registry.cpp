#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/delta/delta.h"
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/peft/peft.h"

namespace deltascope::nn {

const std::vector<DeltaKind> &deltaKinds()
{
    static const std::vector<DeltaKind> list = {
        {"opendelta", "lora", buildOpenDeltaLora, freshOpenDeltaLora},
        {"opendelta", "adapter", buildOpenDeltaAdapter, freshOpenDeltaAdapter},
        {"opendelta", "bitfit", buildOpenDeltaBitfit, freshOpenDeltaBitfit},
        {"opendelta", "compacter", buildOpenDeltaCompacter, freshOpenDeltaCompacter},
        {"opendelta", "low_rank_adapter", buildOpenDeltaLowRankAdapter, freshOpenDeltaLowRankAdapter},
        {"opendelta", "parallel_adapter", buildOpenDeltaParallelAdapter, freshOpenDeltaParallelAdapter},
        {"opendelta", "prefix", buildOpenDeltaPrefix, freshOpenDeltaPrefix},
        {"opendelta", "soft_prompt", buildOpenDeltaSoftPrompt, freshOpenDeltaSoftPrompt},
        {"peft", "LORA", buildPeftLora, freshPeftLora},
        {"peft", "ADALORA", buildPeftAdaLora},
        {"peft", "VERA", buildPeftVera},
        {"peft", "RANDLORA", buildPeftRandLora},
        {"peft", "DELORA", buildPeftDelora},
        {"peft", "VBLORA", buildPeftVbLora},
        {"peft", "LOHA", buildPeftLoha},
        {"peft", "LOKR", buildPeftLokr},
        {"peft", "FOURIERFT", buildPeftFourierFt},
        {"peft", "SHIRA", buildPeftShira},
        {"peft", "C3A", buildPeftC3a},
        {"peft", "BONE", buildPeftBone},
        {"peft", "MISS", buildPeftMiss},
        {"peft", "IA3", buildPeftIa3, freshPeftIa3},
        {"peft", "OFT", buildPeftOft},
        {"peft", "BOFT", buildPeftBoft},
        {"peft", "HRA", buildPeftHra},
        {"peft", "ROAD", buildPeftRoad},
        {"peft", "LN_TUNING", buildPeftLnTuning},
        {"peft", "TRAINABLE_TOKENS", buildPeftTrainableTokens},
        {"peft", "PROMPT_TUNING", buildPeftPromptTuning},
        {"peft", "P_TUNING", buildPeftPTuning},
        {"peft", "PREFIX_TUNING", buildPeftPrefixTuning},
        {"adapterhub", "adapter", buildAdapterHub},
        {"adapterhub", "lora", buildAdapterHub},
        {"adapterhub", "prefix_tuning", buildAdapterHub},
        {"adapterhub", "prompt_tuning", buildAdapterHub},
        {"adapterhub", "reft", buildAdapterHub},
        {"adapterhub", "union", buildAdapterHub},
    };
    return list;
}

} // namespace deltascope::nn
