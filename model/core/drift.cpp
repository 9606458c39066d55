#include "core/drift.h"

namespace deltascope {

const char *wordOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Same: return "same";
    case Verdict::Rounding: return "rounding";
    case Verdict::Other: return "other";
    case Verdict::Unknown: break;
    }
    return "unknown";
}

CompletionRequest driftQuestion(const std::vector<std::int64_t> &prompt, const std::vector<AdapterShare> &shares,
                                std::int64_t newTokens)
{
    CompletionRequest request;
    request.ids = prompt;
    request.adapters = shares;
    request.maxTokens = newTokens;
    request.alternatives = DriftAnswers::alternatives;
    return request;
}

} // namespace deltascope
