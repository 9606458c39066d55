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

} // namespace deltascope
