#pragma once

#include "engine/local/inputs.h"
#include "engine/local/session.h"

#include <ATen/core/Tensor.h>

namespace deltascope {

/// Fills an Output from what the head said about one input: `head` is one row of the backbone's result.
void readOutput(const Session &session, const RunRequest &request, Task task, const Prepared &input,
                const at::Tensor &head, Output &output);

} // namespace deltascope
