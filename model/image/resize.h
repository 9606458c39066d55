#pragma once

#include "image/picture.h"

namespace deltascope::image {

/// How pixels between pixels are made; the numbers are those of preprocessor_config.json (PIL.Image.Resampling).
enum class Resample { Nearest = 0, Lanczos = 1, Bilinear = 2, Bicubic = 3, Box = 4, Hamming = 5 };

/// The picture in another size, equal to Pillow's Image.resize() with that filter, to the last bit: two passes, the
/// horizontal one first, each rounded to 8 bits; where the picture shrinks, the filter widens with it (antialias).
/// Both sizes must be positive.
Picture resized(const Picture &picture, Size to, Resample resample);

} // namespace deltascope::image
