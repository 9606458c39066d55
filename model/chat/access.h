#pragma once

#include "chat/value.h"

namespace deltascope::chat {

class Evaluation;

/// A method or another attribute of a text, a number, a list or a dictionary; nothing if Python has none of that name
/// or Jinja's sandbox hides it.
std::optional<Value> builtinAttribute(const Value &subject, std::string_view name);
/// An attribute that Jinja's sandbox keeps from templates: underscores, and what would change a list or a dictionary.
bool isUnsafe(const Value &subject, std::string_view name);
/// subject[index]; nothing where Python raises a TypeError or a LookupError.
std::optional<Value> builtinItem(const Value &subject, const Value &index);
/// subject[from:to:step]; absent bounds are None. Throws TemplateError.
Value slice(const Value &subject, const Value &from, const Value &to, const Value &step);

/// How Jinja names a value's kind in "'dict object' has no attribute 'x'".
std::string kindName(const Value &value);

} // namespace deltascope::chat
