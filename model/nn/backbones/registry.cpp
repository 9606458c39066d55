#include "nn/backbone.h"

namespace deltascope::nn {

// Each family's file defines its function.
namespace backbones {
#define FAMILY(function) Family function();
#include "nn/backbones/families.def"
#undef FAMILY
} // namespace backbones

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
    static const std::vector<Family> list = {
#define FAMILY(function) backbones::function(),
#include "nn/backbones/families.def"
#undef FAMILY
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
