#include "core/head.h"

namespace deltascope {

namespace {

using enum HeadKind;

constexpr std::pair<HeadKind, std::string_view> words[] = {
    {None, "none"},
    {SequenceClassification, "sequence-classification"},
    {TokenClassification, "token-classification"},
    {QuestionAnswering, "question-answering"},
    {MaskedLm, "masked-lm"},
    {CausalLm, "causal-lm"},
    {ConditionalGeneration, "conditional-generation"},
    {ImageClassification, "image-classification"},
    {Pretraining, "pretraining"},
};

} // namespace

std::span<const std::pair<HeadKind, std::string_view>> headWords() { return words; }

std::string_view wordOf(HeadKind head)
{
    for (const auto &[kind, word] : words)
        if (kind == head)
            return word;
    return "unknown";
}

std::optional<HeadKind> headNamed(std::string_view word)
{
    for (const auto &[kind, known] : words)
        if (known == word)
            return kind;
    return std::nullopt;
}

} // namespace deltascope
