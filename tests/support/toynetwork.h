#pragma once

#include "core/describe.h"

namespace deltascope::test {

/// The small BART that a ToyEngine opens.
NetworkInfo toyNetwork(HeadKind head = HeadKind::SequenceClassification);

/// What a toy delta of that kind is at a module.
TapInfo toyTap(const NetworkInfo &network, int module, const std::string &kind);

} // namespace deltascope::test
