#include "core/evaluation.h"

namespace deltascope {

std::optional<bool> LineOutcome::right() const
{
    if (expected >= 0)
        return expected == predicted;
    if (text)
        return text == expectedText;
    if (!expectedLabels.empty())
        return expectedLabels == predictedLabels;
    return std::nullopt;
}

} // namespace deltascope
