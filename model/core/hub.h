#pragma once

#include "core/progress.h"

#include <functional>
#include <string>

namespace deltascope {

/// What is wanted of a repository on the Hugging Face hub.
enum class HubPart { Model, Tokenizer, Delta };

/// Brings what `part` needs of a hub id ("org/name", "name", with an optional "@revision") into the local cache and
/// returns the snapshot's folder. Blocks its thread until all is there; throws Failure or Cancelled.
using HubFetch = std::function<std::string(const std::string &id, HubPart part, Progress &progress)>;

} // namespace deltascope
