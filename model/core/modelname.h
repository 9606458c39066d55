#pragma once

#include <string>
#include <string_view>

namespace deltascope {

/// What a model's name or path tells it from others by, in small letters: its last part ("org/Name@main", "C:\Name" and
/// "/models/name/" are "name"), of a folder in a hub cache the repository's. Empty where that says nothing: a step of a
/// training, a commit, "model", "output" and the like.
std::string tellingName(std::string_view nameOrPath);

} // namespace deltascope
