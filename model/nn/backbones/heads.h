#pragma once

// Heads that several families have in transformers.
#include "core/head.h"

#include <vector>

namespace deltascope::nn::heads {

using enum HeadKind;
using Heads = std::vector<HeadKind>;

inline const Heads encoder{None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm};
inline const Heads roberta{None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm, CausalLm};
inline const Heads pretrainedEncoder{
    None, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm, CausalLm, Pretraining};
inline const Heads bart{None, SequenceClassification, QuestionAnswering, ConditionalGeneration, CausalLm};
inline const Heads t5{None, SequenceClassification, TokenClassification, QuestionAnswering, ConditionalGeneration};
inline const Heads decoder{None, SequenceClassification, TokenClassification, QuestionAnswering, CausalLm};
inline const Heads decoderWithoutQuestions{None, SequenceClassification, TokenClassification, CausalLm};

} // namespace deltascope::nn::heads
