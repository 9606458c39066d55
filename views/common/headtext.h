#pragma once

#include "core/describe.h"

#include <QString>

namespace deltascope::views {

/// "sequence classification, 5 labels (news, sport, ...)"
QString headText(const DeltaHead &head);

} // namespace deltascope::views
