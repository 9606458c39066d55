#pragma once

#include "core/outcome.h"
#include "core/run.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace deltascope::items {

/// Inputs from a file's bytes: one JSON object a line as cli.md has them, or for other files one text a line.
Outcome<QList<Input>> inputsFrom(const QString &path, const QByteArray &bytes);

} // namespace deltascope::items
