#pragma once

#include "core/run.h"

#include <QString>

namespace deltascope::items {

/// Whether there is anything to run.
bool isRunnable(const Input &input);
/// What a person types for an input: a text, or token ids as in "ids: 0, 8, 2"; the rest of `input` stays.
Input typed(const QString &text, Input input);
/// The same the other way round.
QString typedText(const Input &input);
/// An input in words: its picture's file, or what is typed for it.
QString inputText(const Input &input);

} // namespace deltascope::items
