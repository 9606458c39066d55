#pragma once

#include "core/shape.h"
#include "image/recipe.h"

namespace deltascope::image {

/// What a vision model computes with.
struct Pixels {
    std::vector<float> values; ///< [3][height][width], row-major
    Shape shape;
};

/// The picture as the recipe wants it: resized, cropped, rescaled, normalised, in this order (transformers,
/// image_processing_vit.py and image_processing_deit.py). Throws Failure for a picture so long and narrow that its
/// resized form would not fit.
Pixels prepared(const Picture &picture, const Recipe &recipe);

} // namespace deltascope::image
