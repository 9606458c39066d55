#pragma once

#include "core/outcome.h"

#include <QString>

#include <string>

namespace deltascope::items {

/// What the engine says, as the window says it: where the sentence names an option of the command line, it says what to
/// do here.
QString wording(const std::string &sentence);
/// The same of error.sentence().
QString wording(const Error &error);

} // namespace deltascope::items
