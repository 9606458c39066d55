#pragma once

#include "engine/local/generate/decoder.h"
#include "engine/local/generate/stream.h"

#include <functional>

namespace deltascope {

/// Told of every id that a lane of the prompts has come to, as it comes; of a beam search only when it has ended.
using TokenSeen = std::function<void(int lane, std::int64_t id)>;

/// Continues the prompts, each as transformers' generate() would that one input under that one column. One Generated
/// per lane of the prompts. Throws Failure and Cancelled.
std::vector<Generated> generate(const Session &session, const ToContinue &prompts, const GenerationPlan &plan,
                                const TokenSeen &seen, Progress &progress);

} // namespace deltascope
