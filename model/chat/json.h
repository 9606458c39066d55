#pragma once

#include "chat/value.h"

#include <nlohmann/json_fwd.hpp>

namespace deltascope::chat {

/// Whole numbers beyond 64 bits become floats. Throws TemplateError for texts that nest too deeply.
Value fromJson(const nlohmann::ordered_json &json);

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
