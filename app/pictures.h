#pragma once

#include "core/outcome.h"
#include "image/picture.h"

#include <string>

namespace deltascope::app {

/// Decodes a picture's file: turned as its EXIF data says, transparency dropped, as transformers' load_image does.
Outcome<image::Picture> readPicture(const std::string &path);

} // namespace deltascope::app
