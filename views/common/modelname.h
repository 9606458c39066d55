#pragma once

#include <QString>

namespace deltascope::views {

/// The last part of a path, and where that is just "model" the one around it too: "demo/model".
QString shortPath(const QString &path);
/// The same for what names a model; a hub id stays as it is.
QString shortModelName(const QString &model);

} // namespace deltascope::views
