#include "core/isnumber.h"

#include <algorithm>
#include <cmath>

namespace deltascope {

namespace {

bool areNumbers(const std::vector<float> &values)
{
    return std::none_of(values.begin(), values.end(), [](float value) { return std::isnan(value); });
}

} // namespace

bool isNumber(const Output &output)
{
    const bool areMasks = std::none_of(output.masks.begin(), output.masks.end(),
                                       [](const MaskedPosition &mask) { return mask.best.empty(); });
    return areMasks && areNumbers(output.probabilities) && areNumbers(output.logits.values)
           && areNumbers(output.startLogits) && areNumbers(output.endLogits) && areNumbers(output.embedding)
           && areNumbers(output.newProbabilities);
}

} // namespace deltascope
