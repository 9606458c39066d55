#pragma once

#include "text/parts/pattern.h"

namespace deltascope::text {

/// What happens to the delimiters that a text is split at (tokenizers' SplitDelimiterBehavior).
enum class Behaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };
std::vector<SplitPattern::Range> splitBy(std::vector<SplitPattern::Range> ranges, Behaviour behaviour);

/// Split, Punctuation, Digits, Whitespace, WhitespaceSplit, CharDelimiterSplit, UnicodeScripts or FixedLength; null for
/// another type.
std::unique_ptr<PreTokenizer> makeSplitting(const nlohmann::json &object, const Origin &origin);

} // namespace deltascope::text
