#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace deltascope::io {

/// A JSON file: UTF-8, with or without a byte order mark, at most 512 MiB and 200 levels deep. Throws Failure naming
/// file and byte.
nlohmann::json readJson(const std::string &path);
/// The same with the keys of every object in the order of the file.
nlohmann::ordered_json readOrderedJson(const std::string &path);
/// A JSON text from memory; `where` names it in messages.
nlohmann::json parseJson(std::string_view text, const std::string &where);

} // namespace deltascope::io
