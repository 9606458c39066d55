#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace deltascope::app {

/// How well a text answers what was typed, and which of its letters that are.
struct FuzzyMatch {
    int score = 0; ///< more is better
    QList<int> places;
};

/// The letters of `typed`, blanks aside, in their order somewhere in `text`, whatever their case: beginnings of words
/// and letters that stand together count most. Nothing where one is missing; everything matches nothing typed.
std::optional<FuzzyMatch> fuzzyMatch(const QString &typed, const QString &text);

} // namespace deltascope::app
