#pragma once

#include "core/mix.h"
#include "report/report.h"
#include "views/export/treepicture.h"

namespace deltascope::app {

/// What a report says of an open model and of a rack, but for what ran. Reads every file of them for its hash, so it
/// takes a while. Throws Failure.
report::Report reportOf(const std::string &model, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                        const Mix &rack);

/// The tree as it is in a report, light and dark, and the colours and fonts of its pages. Needs a QGuiApplication; on
/// any thread.
void addPictures(report::Report &report, views::TreePicture picture);

/// What a report is called that was made from there: a model or a session's file.
std::string reportTitle(const std::string &path);

} // namespace deltascope::app
