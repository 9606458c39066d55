#pragma once

#include <string>
#include <vector>

namespace deltascope {

/// The name that a delta gets from its folder: the folder's own; of a run's "checkpoint-200" the run's with the step,
/// "run/200"; of a weights file that of the folder it lies in.
std::string nameFromPath(const std::string &path);

/// nameFromPath() of each path, told apart where several are equal: by the folders that hold them ("a/lora", "b/lora"),
/// else by a number ("lora-2").
std::vector<std::string> namesFromPaths(const std::vector<std::string> &paths);

} // namespace deltascope
