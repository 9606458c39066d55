#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace deltascope::io {

/// A JSON file: UTF-8, with or without a byte order mark, at most 512 MiB and 200 levels deep. Throws Failure naming file
/// and byte.
nlohmann::json readJson(const std::string &path);
/// The same from memory; `where` names it in messages.
nlohmann::json parseJson(std::string_view text, const std::string &where);

} // namespace deltascope::io
