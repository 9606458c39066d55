#pragma once

#include "image/resize.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace deltascope::image {

/// How a checkpoint wants its pictures: what preprocessor_config.json says, in the order in which it is done.
struct Recipe {
    struct Resize {
        Size size; ///< fixed; or, with `shortestEdge`, ignored
        std::optional<int> shortestEdge; ///< the shorter side; the other keeps the picture's proportions
        Resample resample = Resample::Bilinear;
        bool operator==(const Resize &) const = default;
    };
    std::optional<Resize> resize;
    std::optional<Size> crop; ///< around the centre; what is missing is black
    std::optional<double> rescale; ///< every value times this
    struct Normalize {
        std::array<float, channels> mean = {0.5F, 0.5F, 0.5F}, deviation = {0.5F, 0.5F, 0.5F};
        bool operator==(const Normalize &) const = default;
    };
    std::optional<Normalize> normalize;
    bool operator==(const Recipe &) const = default;
};

/// What ViT's own processor does without a configuration, to pictures of that size.
Recipe vitRecipe(Size size);

/// From the text of a preprocessor_config.json of ViT's or DeiT's processors (or their older feature extractors), with
/// the defaults that transformers has for each. Throws Failure: `where` names the file.
Recipe recipeFrom(const std::string &where, std::string_view json);

} // namespace deltascope::image
