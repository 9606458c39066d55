#pragma once

#include "nn/backbone.h"

namespace deltascope::nn {

// One function per file in this folder; registry.cpp lists them.
std::unique_ptr<Backbone> buildBart(const BuildContext &context);
std::unique_ptr<Backbone> buildBert(const BuildContext &context);

} // namespace deltascope::nn
