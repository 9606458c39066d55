#pragma once

#include "core/describe.h"

#include <algorithm>

namespace deltascope {

/// A vision model: its inputs are pictures or pixels, whatever head it is open with.
inline bool takesPictures(const NetworkInfo &network)
{
    return std::count(network.heads.begin(), network.heads.end(), HeadKind::ImageClassification) > 0;
}

} // namespace deltascope
