#include "nn/delta/delta.h"

namespace deltascope::nn {

// Each kind's file defines its function in the namespace of its library.
#define DELTA_KIND(library, function)                                                                                  \
    namespace library {                                                                                                \
    DeltaKind function();                                                                                              \
    }
#include "nn/delta/kinds.def"
#undef DELTA_KIND

const std::vector<DeltaKind> &deltaKinds()
{
    static const std::vector<DeltaKind> list = {
#define DELTA_KIND(library, function) library::function(),
#include "nn/delta/kinds.def"
#undef DELTA_KIND
    };
    return list;
}

} // namespace deltascope::nn
