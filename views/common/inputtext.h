#pragma once

#include "core/run.h"

#include <QString>

namespace deltascope::views {

/// An input in one short line: the beginning of what is typed, or the name of a picture's file.
QString shortInput(const Input &input);

} // namespace deltascope::views
