#pragma once

#include "core/outcome.h"

namespace deltascope {

/// The value of an outcome; throws its error as Failure.
template<class T>
T valueOf(Outcome<T> outcome)
{
    if (!outcome)
        throw Failure(outcome.error());
    return std::move(outcome.value());
}

} // namespace deltascope
