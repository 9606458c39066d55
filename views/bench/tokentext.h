#pragma once

#include "core/score.h"
#include "items/sessionstate.h"

#include <QString>

namespace deltascope::views {

/// A scored text as rich text: every token tinted by its log-probability, or by the difference from `baseline`, which
/// may be null; below it mean and perplexity. Every token is an anchor named by its place.
QString tokenHtml(const TextScore &score, const TextScore *baseline, items::CellView view);

/// What is known of a token, as rich text for a tooltip: its log-probabilities, and what was likelier there. Empty for
/// an anchor that names none.
QString tokenTip(const TextScore &score, const TextScore *baseline, const QString &anchor);

} // namespace deltascope::views
