#include "nn/backbones/families.h"

namespace deltascope::nn {

namespace {

using enum HeadKind;

constexpr std::pair<HeadKind, std::string_view> headSuffixes[] = {
    {SequenceClassification, "ForSequenceClassification"},
    {TokenClassification, "ForTokenClassification"},
    {QuestionAnswering, "ForQuestionAnswering"},
    {MaskedLm, "ForMaskedLM"},
    {CausalLm, "ForCausalLM"},
    {CausalLm, "LMHeadModel"},
    {ConditionalGeneration, "ForConditionalGeneration"},
    {ImageClassification, "ForImageClassification"},
    {Pretraining, "ForPreTraining"},
    {None, "Model"},
};

} // namespace

const std::vector<Family> &families()
{
    const std::vector<HeadKind> encoderHeads
        = {None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm};
    const std::vector<HeadKind> robertaHeads
        = {None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm, CausalLm};
    const std::vector<HeadKind> allEncoderHeads
        = {None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm, CausalLm, Pretraining};
    const std::vector<HeadKind> bartHeads
        = {None, SequenceClassification, QuestionAnswering, ConditionalGeneration, CausalLm};
    const std::vector<HeadKind> t5Heads
        = {None, SequenceClassification, TokenClassification, QuestionAnswering, ConditionalGeneration};
    // What most decoders have.
    const std::vector<HeadKind> allHeads
        = {None, SequenceClassification, TokenClassification, QuestionAnswering, CausalLm};
    const std::vector<HeadKind> withoutQuestions = {None, SequenceClassification, TokenClassification, CausalLm};
    static const std::vector<Family> list = {
        {"albert",
         "Albert",
         "albert",
         encoderHeads,
         buildAlbert,
         "ForCausalLM",
         {"classifier", "qa_outputs", "predictions"},
         "hidden_size",
         Family::TypeIds::Used},
        {"bart",
         "Bart",
         "model",
         bartHeads,
         buildBart,
         "ForCausalLM",
         {"classification_head", "qa_outputs", "lm_head"},
         "d_model"},
        {"bert",
         "Bert",
         "bert",
         allEncoderHeads,
         buildBert,
         "LMHeadModel",
         {"classifier", "qa_outputs", "cls"},
         "hidden_size",
         Family::TypeIds::Used},
        {"bloom",
         "Bloom",
         "transformer",
         allHeads,
         buildBloom,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"deberta-v2",
         "DebertaV2",
         "deberta",
         encoderHeads,
         buildDebertaV2,
         "ForCausalLM",
         {"pooler", "classifier", "qa_outputs", "cls", "lm_predictions"},
         "hidden_size",
         Family::TypeIds::Used},
        {"distilbert",
         "DistilBert",
         "distilbert",
         encoderHeads,
         buildDistilBert,
         "ForCausalLM",
         {"pre_classifier", "classifier", "qa_outputs", "vocab_transform", "vocab_layer_norm", "vocab_projector"},
         "dim"},
        {"electra",
         "Electra",
         "electra",
         allEncoderHeads,
         buildElectra,
         "ForCausalLM",
         {"classifier", "qa_outputs", "discriminator_predictions", "generator_predictions", "generator_lm_head"},
         "hidden_size",
         Family::TypeIds::Used},
        {"falcon",
         "Falcon",
         "transformer",
         allHeads,
         buildFalcon,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"gemma",
         "Gemma",
         "model",
         withoutQuestions,
         buildGemma,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"gemma2",
         "Gemma2",
         "model",
         withoutQuestions,
         buildGemma2,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"gpt2",
         "GPT2",
         "transformer",
         allHeads,
         buildGpt2,
         "LMHeadModel",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "n_embd"},
        {"gpt_neo",
         "GPTNeo",
         "transformer",
         allHeads,
         buildGptNeo,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"gpt_neox",
         "GPTNeoX",
         "gpt_neox",
         allHeads,
         buildGptNeoX,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head", "embed_out"},
         "hidden_size"},
        {"gptj",
         "GPTJ",
         "transformer",
         {None, SequenceClassification, QuestionAnswering, CausalLm},
         buildGptJ,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "n_embd"},
        {"llama",
         "Llama",
         "model",
         allHeads,
         buildLlama,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"mbart",
         "MBart",
         "model",
         bartHeads,
         buildMBart,
         "ForCausalLM",
         {"classification_head", "qa_outputs", "lm_head"},
         "d_model"},
        {"mistral",
         "Mistral",
         "model",
         allHeads,
         buildMistral,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"mixtral",
         "Mixtral",
         "model",
         allHeads,
         buildMixtral,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"mt5",
         "MT5",
         "transformer",
         t5Heads,
         buildMt5,
         "ForCausalLM",
         {"classification_head", "classifier", "qa_outputs", "lm_head"},
         "d_model",
         Family::TypeIds::Unused,
         tiedT5Scale},
        {"olmo2",
         "Olmo2",
         "model",
         {None, CausalLm},
         buildOlmo2,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"opt",
         "OPT",
         "model",
         {None, SequenceClassification, QuestionAnswering, CausalLm},
         buildOpt,
         "ForCausalLM",
         {"score", "classifier", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"phi",
         "Phi",
         "model",
         withoutQuestions,
         buildPhi,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"phi3",
         "Phi3",
         "model",
         withoutQuestions,
         buildPhi3,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"qwen2",
         "Qwen2",
         "model",
         allHeads,
         buildQwen2,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"qwen3",
         "Qwen3",
         "model",
         allHeads,
         buildQwen3,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"roberta",
         "Roberta",
         "roberta",
         robertaHeads,
         buildRoberta,
         "ForCausalLM",
         {"classifier", "qa_outputs", "lm_head"}},
        {"smollm3",
         "SmolLM3",
         "model",
         allHeads,
         buildSmolLm3,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"starcoder2",
         "Starcoder2",
         "model",
         withoutQuestions,
         buildStarcoder2,
         "ForCausalLM",
         {"score", "qa_outputs", "lm_head"},
         "hidden_size"},
        {"t5",
         "T5",
         "transformer",
         t5Heads,
         buildT5,
         "ForCausalLM",
         {"classification_head", "classifier", "qa_outputs", "lm_head"},
         "d_model",
         Family::TypeIds::Unused,
         tiedT5Scale},
        {"vit", "ViT", "vit", {None, ImageClassification}, buildVit, "ForCausalLM", {"classifier"}},
        {"xlm-roberta",
         "XLMRoberta",
         "roberta",
         robertaHeads,
         buildXlmRoberta,
         "ForCausalLM",
         {"classifier", "qa_outputs", "lm_head"}},
    };
    return list;
}

const Family *familyOf(std::string_view modelType)
{
    for (const Family &family : families())
        if (family.modelType == modelType)
            return &family;
    return nullptr;
}

std::string architectureName(const Family &family, HeadKind head)
{
    if (head == CausalLm)
        return std::string(family.classPrefix) + std::string(family.lmSuffix);
    for (const auto &[kind, suffix] : headSuffixes)
        if (kind == head)
            return std::string(family.classPrefix) + std::string(suffix);
    return std::string(family.classPrefix);
}

std::optional<HeadKind> headOfArchitecture(std::string_view architecture)
{
    for (const auto &[kind, suffix] : headSuffixes)
        if (architecture.size() > suffix.size() && architecture.substr(architecture.size() - suffix.size()) == suffix)
            return kind;
    return std::nullopt;
}

Act Backbone::encode(Pass &, const Batch &) const { throw Failure({}, "this architecture has no encoder of its own"); }

Act Backbone::decode(Pass &, const Act &, const Batch &) const
{
    throw Failure({}, "this architecture has no decoder of its own");
}

} // namespace deltascope::nn
