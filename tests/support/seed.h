#pragma once

#include <cstdlib>
#include <iostream>
#include <optional>

namespace deltascope::test {

/// The seed that DELTASCOPE_SEED names, for looking further or again.
inline std::optional<unsigned> chosenSeed()
{
    const char *chosen = std::getenv("DELTASCOPE_SEED");
    return chosen ? std::optional(static_cast<unsigned>(std::strtoul(chosen, nullptr, 10))) : std::nullopt;
}

/// The chosen seed, else the test's own, so that every run without one is the same; printed.
inline unsigned seedOr(unsigned usual)
{
    const unsigned seed = chosenSeed().value_or(usual);
    std::cout << "DELTASCOPE_SEED=" << seed << '\n';
    return seed;
}

} // namespace deltascope::test
