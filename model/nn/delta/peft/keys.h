#pragma once

#include "nn/delta/delta.h"

namespace deltascope::nn::peft {

/// The keys of a PEFT configuration that are set must be ones that the kinds here read, or that change nothing once a
/// delta is trained. Throws Failure (unexpected-key) naming the first other one.
void expectKnownKeys(const Config &config);

/// What decided how training began or ran and is nothing to an answer, where it is set: a note names it.
void noteTrainingKeys(const Config &config, DeltaInfo &info);

} // namespace deltascope::nn::peft
