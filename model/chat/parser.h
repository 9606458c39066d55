#pragma once

#include "chat/lexer.h"
#include "chat/syntax.h"

#include <string_view>

namespace deltascope::chat {

/// The tree of a template. Throws SyntaxError.
TemplateSyntax parse(std::string_view source);

} // namespace deltascope::chat
