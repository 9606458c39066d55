#include "tree/deadpatterns.h"

#include "core/outcome.h"

namespace deltascope::tree {

std::vector<std::string> deadPatterns(const std::vector<NamedModule> &modules, const std::vector<std::string> &patterns)
{
    std::vector<std::string> dead;
    for (const std::string &pattern : patterns) {
        if (pattern.starts_with("[r]"))
            continue;
        try {
            (void)match(modules, {pattern});
        } catch (const Failure &) {
            dead.push_back(pattern);
        }
    }
    return dead;
}

} // namespace deltascope::tree
