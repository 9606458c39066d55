#pragma once

#include "chat/value.h"

#include <functional>

namespace deltascope::chat {

class Evaluation;

/// The items of anything iterable, paid for. Throws TemplateError.
std::vector<Value> itemsOf(Evaluation &evaluation, const Value &subject);
/// What a Python generator would be: its items are made when the first one is asked for.
Value lazily(Evaluation &evaluation, std::function<std::vector<Value>()> make);

} // namespace deltascope::chat
