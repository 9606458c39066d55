#pragma once

#include "core/outcome.h"
#include "core/run.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace deltascope::items {

/// One input as cli.md writes it: text, text_pair, ids and the masks that go with them.
Input inputFrom(const QJsonObject &object);

/// What a person types for an input: a text, or token ids as in "ids: 0, 8, 2"; the rest of `input` stays.
Input typed(const QString &text, Input input);
/// The same the other way round.
QString typedText(const Input &input);

/// Inputs from a file's bytes: one JSON object a line as cli.md has them, or for other files one text a line.
Outcome<QList<Input>> inputsFrom(const QString &path, const QByteArray &bytes);

} // namespace deltascope::items
