#pragma once

#include "core/dataline.h"

#include <nlohmann/json.hpp>

#include <string>

namespace deltascope::files {

/// Sets what one key of a line says; whether the key means anything. Throws Failure: `where` names file and line.
bool setKey(DataLine &line, const std::string &where, const std::string &key, const nlohmann::ordered_json &value);
/// What keys must and must not stand beside one another. Throws Failure.
void expectWhole(const DataLine &line, const std::string &where);

/// An input as setKey() reads it, without its origin.
nlohmann::ordered_json toJson(const Input &input);

} // namespace deltascope::files
