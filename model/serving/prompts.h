#pragma once

#include "core/run.h"
#include "engine/engine.h"

#include <vector>

namespace deltascope::serving {

/// Inputs as the ids that the local model reads, conversations by its own template: what is compared is then the same
/// on every server. Throws Failure.
std::vector<std::vector<std::int64_t>> promptsOf(Engine &local, const std::vector<Input> &inputs);

/// The value of an outcome; throws its error as Failure.
template<class T>
T valueOf(Outcome<T> outcome)
{
    if (!outcome)
        throw Failure(outcome.error());
    return std::move(outcome.value());
}

} // namespace deltascope::serving
