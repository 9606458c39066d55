#pragma once

#include "chat/value.h"

namespace deltascope::chat {

/// Whole numbers are exact, whatever their size, as Python's json reads them. Nothing for what is no JSON. Throws
/// TemplateError for what nests too deeply.
std::optional<Value> parseJson(std::string_view text);

/// How Python's json.dumps() is asked to write.
struct JsonForm {
    bool isAscii = false; ///< everything else as \u
    std::optional<std::string> indent; ///< absent: on one line
    std::string itemSeparator; ///< empty: ", ", or "," with an indent
    std::string keySeparator = ": ";
    bool sortsKeys = false;
};
/// Throws TemplateError for what JSON cannot hold.
std::string toJson(const Value &value, const JsonForm &form);

} // namespace deltascope::chat
