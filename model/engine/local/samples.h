#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// A few inputs that any model of the session's kind takes, always the same: ids or pixels at random.
std::vector<Input> sampleInputs(const Session &session);

/// The inputs for Task::Logits: where a decoder's ids are missing, it gets its start.
std::vector<Input> withDecoderStart(const Session &session, std::vector<Input> inputs);

/// The largest difference of any logit (bare models: of any number of the hidden state) between a column of one session
/// and one of another, over the inputs. NaN if any output is.
double largestDifference(Session &first, const Column &firstColumn, Session &second, const Column &secondColumn,
                         const std::vector<Input> &inputs, Progress &progress);

} // namespace deltascope
