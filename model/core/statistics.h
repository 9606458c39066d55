#pragma once

#include "core/describe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deltascope {

/// Statistics of one parameter.
struct ParamStatistics {
    std::string name;
    Shape shape;
    DType dtype = DType::F32;
    double mean = 0, deviation = 0, smallest = 0, largest = 0;
    std::int64_t notFinite = 0;
    std::vector<double> histogram; ///< counts of equal bins from smallest to largest
};

/// What the inspector shows of one delta at one module, computed from the factors without building dW.
struct TapStatistics {
    DeltaId delta = -1;
    std::vector<double> singularValues; ///< of s * dW, largest first; empty where dW is not defined
    double effectiveRank = 0; ///< exp of the entropy of the normalised singular values
    double relativeNorm = 0; ///< |dW|_F / |W|_F; 0 where not defined
};

/// How large the change is that a delta makes at one of its sites.
struct SiteNorm {
    int module = -1;
    double relative = 0; ///< |dW|_F / |W|_F at strength 1
};

struct ModuleStatistics {
    int module = -1;
    std::vector<ParamStatistics> params;
    std::vector<TapStatistics> taps;
};

} // namespace deltascope
