#pragma once

#include "engine/local/heads.h"
#include "engine/local/inputs.h"
#include "engine/local/session.h"

#include <ATen/core/Tensor.h>

namespace deltascope {

/// Who asked for an answer, and how the head that gave it is read.
struct Asked {
    const Session &session;
    const RunRequest &request;
    Task task;
    const HeadReading &reading;
};

/// Fills an Output from what the head said about one input: `head` is one row of the backbone's result.
void readOutput(const Asked &asked, const Prepared &input, const at::Tensor &head, Output &output);

} // namespace deltascope
