#pragma once

#include "nn/delta/delta.h"

namespace deltascope::nn {

/// The head whose values a delta's files hold, told by their keys and by what the configuration says of the task;
/// nothing if they hold none. Reads headers only.
std::optional<DeltaHead> broughtHead(const DeltaFolder &folder);

/// The head that PEFT's task_type means; nothing for another text.
std::optional<HeadKind> headOfTask(std::string_view taskType);

} // namespace deltascope::nn
