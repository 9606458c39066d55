#pragma once

#include "core/outcome.h"

#include <cstdint>
#include <string>

namespace deltascope::nn {

/// A sequence is longer than the model's table of positions. Counts tokens, those of soft prompts included.
class TooLong : public Failure {
public:
    TooLong(const std::string &where, std::int64_t length, std::int64_t most)
        : Failure(Error{where,
                        "expected at most " + std::to_string(most) + " tokens (max_position_embeddings), found "
                            + std::to_string(length),
                        {},
                        "too-long"})
        , m_most(most)
    {
    }
    std::int64_t most() const { return m_most; }

private:
    std::int64_t m_most;
};

} // namespace deltascope::nn
