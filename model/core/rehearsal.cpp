#include "core/rehearsal.h"

#include "core/outcome.h"

#include <algorithm>
#include <cmath>

namespace deltascope {

Route parseRoute(const std::string &text)
{
    const std::size_t equals = text.rfind('='), colon = std::min(text.find(':'), equals);
    const auto kind = conditionNamed(text.substr(0, colon));
    const bool hasPattern = colon != equals && equals != std::string::npos && colon + 1 < equals;
    if (equals == std::string::npos || equals + 1 == text.size() || !kind
        || hasPattern != (*kind != Condition::Kind::Otherwise))
        throw Failure(text.empty() ? "\"\"" : text,
                      "expected language:LANGUAGE=SPEC, prefix:TEXT=SPEC, regex:EXPRESSION=SPEC or otherwise=SPEC");
    return {{*kind, hasPattern ? text.substr(colon + 1, equals - colon - 1) : ""}, text.substr(equals + 1)};
}

double quantile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(part * static_cast<double>(values.size())));
    return values[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(rank - 1, 0, std::ssize(values) - 1))];
}

} // namespace deltascope
