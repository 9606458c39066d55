#pragma once

#include "core/tokens.h"

#include <QString>

namespace deltascope::views {

/// A rendered prompt as rich text: its tokens in turns light and dark, how many they are, and their line breaks as they
/// are, with a sign.
QString promptHtml(const TokenizedText &prompt);

} // namespace deltascope::views
