// The toy engine's made-up probabilities of texts.
#include "support/toyengine.h"

#include <limits>

namespace deltascope::test {

namespace {

/// Words with the blanks before them.
std::vector<std::string> wordsOf(const std::string &text)
{
    std::vector<std::string> words;
    for (const char c : text)
        if (words.empty() || c == ' ')
            words.emplace_back(1, c);
        else
            words.back() += c;
    return words;
}

} // namespace

/// Every word behind the first has log-probability -1 for each letter, and half a nat more for each delta of the
/// column. Texts that hold "too long" are.
Outcome<ScoreResult> ToyEngine::score(const ScoreRequest &request, Progress &progress)
{
    ScoreResult result;
    for (const Column &column : request.columns) {
        result.columns.push_back({column.name, {}, {}});
        for (const DataLine &line : request.lines) {
            if (!pass(Gate::Call::Score, progress))
                return cancelledError();
            if (const auto problem = problemOf(line.input))
                return *problem;
            TextScore &score = result.columns.back().outputs.emplace_back();
            score.pieces = score.tokens = wordsOf(line.target.value_or(line.input.text.value_or("")));
            const bool isNone = line.input.text && line.input.text->find("no number") != std::string::npos;
            for (std::size_t i = 0; i < score.tokens.size(); ++i) {
                score.ids.push_back(std::int64_t(i));
                score.logProbs.push_back(isNone
                                             ? std::numeric_limits<float>::quiet_NaN()
                                             : 0.5f * float(column.mix.deltas.size()) - float(score.tokens[i].size()));
                score.alternatives.push_back({{7, "other", -0.5f}});
            }
            if (!score.ids.empty() && !line.target)
                score.logProbs.front().reset();
        }
    }
    return result;
}

} // namespace deltascope::test
