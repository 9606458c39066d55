#pragma once

#include "core/dataline.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// How probable are these texts (cli.md, score)?
struct ScoreRequest {
    std::vector<DataLine> lines;
    std::vector<Column> columns;
    int alternatives = 0; ///< that are wanted in the place of every token, the likeliest first
};

/// What a model could have said in the place of a token, and its natural log-probability there.
struct Alternative {
    std::int64_t id = 0;
    std::string token;
    float logProb = 0;
    std::string piece = {}; ///< what it reads behind other text; empty: unknown
};

/// A text's tokens with their natural log-probabilities; those that do not count have none.
struct TextScore {
    std::vector<std::int64_t> ids;
    std::vector<std::string> tokens;
    std::vector<std::optional<float>> logProbs;
    /// By token, where alternatives were wanted: these, and the text that it adds to what stands before it; of a part
    /// of a character U+FFFD, of its last part the character.
    std::vector<std::vector<Alternative>> alternatives;
    std::vector<std::string> pieces;

    std::int64_t count() const;
    double sum() const;
    bool isNumber() const; ///< false where a log-probability that counts is not (NaN)
    std::optional<double> mean() const; ///< none where no token counts, or where what counts is not a number
    std::optional<double> perplexity() const; ///< exp(-mean)
};

struct ColumnScores {
    std::string name;
    std::vector<AttachedDelta> attached;
    std::vector<TextScore> outputs; ///< one per line
};

struct ScoreResult {
    double seconds = 0;
    std::vector<ColumnScores> columns;
};

} // namespace deltascope
