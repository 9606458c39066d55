#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace deltascope {

enum class HeadKind {
    None,
    SequenceClassification,
    TokenClassification,
    QuestionAnswering,
    MaskedLm,
    CausalLm,
    ConditionalGeneration,
    ImageClassification,
    Pretraining,
    Unknown
}; ///< of a TorchScript program

/// The words for heads on the command line and in saved sessions ("sequence-classification"), all that can be chosen.
std::span<const std::pair<HeadKind, std::string_view>> headWords();
std::string_view wordOf(HeadKind head);
std::optional<HeadKind> headNamed(std::string_view word);

constexpr bool hasLabels(HeadKind head)
{
    return head == HeadKind::SequenceClassification || head == HeadKind::TokenClassification
           || head == HeadKind::ImageClassification;
}

} // namespace deltascope
