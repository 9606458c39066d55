#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace deltascope::text {

/// The bytes of a tokenizer's file. Throws Failure if it cannot be read or is a Git LFS pointer.
std::string readBytes(const std::filesystem::path &path);

/// A text file in UTF-8; throws Failure.
std::string readText(const std::filesystem::path &path);
/// A JSON file at most 100 levels deep; throws Failure.
nlohmann::json readJsonText(const std::filesystem::path &path);
/// The same, which must be an object.
nlohmann::json readJsonObject(const std::filesystem::path &path);

} // namespace deltascope::text
