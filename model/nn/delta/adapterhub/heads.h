#pragma once

// AdapterHub's flexible heads, as its AdapterModel classes save them (adapters/heads/*.py): head_config.json says how
// they are built, their keys begin with "heads.NAME.".
#include "nn/delta/delta.h"

namespace deltascope::nn::adapterhub {

/// What head_config.json says of the head's kind and labels, flexible or not; nothing for one that is not computed
/// here.
std::optional<DeltaHead> describeHead(const Config &config);

/// True for a key of a flexible head.
bool isHeadKey(std::string_view key);

/// The flexible head whose tensors are among `source`'s; null if there is none. Throws Failure for a kind that is not
/// computed here, and for tensors that are not what the configuration says.
std::shared_ptr<const OwnHead> flexibleHead(const Host &host, const DeltaSource &source);

} // namespace deltascope::nn::adapterhub
