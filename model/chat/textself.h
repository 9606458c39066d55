#pragma once

#include "chat/value.h"

namespace deltascope::chat {

/// The text whose method is called.
inline const std::string &self(const Value &subject) { return *subject.text(); }

/// A text made from another one is as safe as that.
inline Value like(const Value &subject, std::string text)
{
    return subject.isSafe() ? Value::safe(std::move(text)) : Value(std::move(text));
}

} // namespace deltascope::chat
