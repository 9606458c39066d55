#pragma once

#include "bridge/workspace.h"
#include "views/common/toast.h"

namespace deltascope::app {

/// Of a file or folder that was written, with the way there.
views::Message writtenMessage(const QString &sentence, const QString &path);
/// Stays until it is read, or until what it is about succeeds.
views::Message failureMessage(const QString &sentence, const QString &topic);
/// What the failures of a lane are about.
QString topicOf(bridge::Lane lane);

} // namespace deltascope::app
