#pragma once

#include "app/options.h"
#include "report/report.h"

namespace deltascope::app {

/// `log` as a picture: to the file of -o, or to standard output. Throws Failure. Creates a QGuiApplication.
void deliverPicture(const Options &options, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                    const Mix &mix);

/// The tree as it is in a report, and the colours and fonts of its pages. Creates a QGuiApplication.
void drawPictures(report::Report &report, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas,
                  const Mix &mix);

} // namespace deltascope::app
