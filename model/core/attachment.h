#pragma once

#include "core/mix.h"

namespace deltascope {

/// At how many of its sites a delta is attached.
enum class Attachment { Nowhere, Partly, Everywhere };
Attachment attachmentOf(const DeltaSetting &setting, const DeltaInfo &delta);

} // namespace deltascope
