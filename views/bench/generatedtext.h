#pragma once

#include "items/bench.h"

#include <QColor>
#include <QString>

namespace deltascope::views {

/// Stands for a token that is a part of a character.
inline constexpr QChar partOfCharacter(0x25CC);
/// A token as people read it: byte-level and sentencepiece blanks are blanks, alone they have a sign.
QString readableToken(const std::string &token);
QString htmlSpan(const QString &text, const QString &css);

/// What a cell holds of generated texts, as rich text: every answer with its seed where there are several, the word in
/// `color` at which it parts from the baseline's answer, and a block where a text still grows. `baseline` may be null.
QString generatedHtml(const items::Bench::Cell &cell, const items::Bench::Cell *baseline, const QColor &color);

} // namespace deltascope::views
