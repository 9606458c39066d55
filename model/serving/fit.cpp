#include "serving/fit.h"

#include <algorithm>
#include <cmath>

namespace deltascope::serving {

namespace {

constexpr double float32Most = 1e-4, roundingMost = 0.2, roundingMean = 0.02;

void compare(const CompletedToken &served, std::optional<float> local, const std::vector<Alternative> &localBest,
             Fit &fit)
{
    const auto add = [&fit](float a, float b) {
        const double difference = std::abs(double(a) - double(b));
        fit.most = std::max(fit.most, difference);
        fit.sum += difference;
        ++fit.compared;
    };
    if (served.logProb && local)
        add(*served.logProb, *local);
    for (const Alternative &one : served.alternatives) {
        const auto same = std::find_if(localBest.begin(), localBest.end(),
                                       [&one](const Alternative &other) { return other.id == one.id; });
        if (one.id != served.id && same != localBest.end())
            add(one.logProb, same->logProb);
    }
}

} // namespace

bool Fit::isSame() const { return compared > 0 && most <= float32Most && explainsChoices(float32Most); }

bool Fit::isRounding() const
{
    return compared > 0 && most <= roundingMost && mean() <= roundingMean
           && explainsChoices(std::max(most, float32Most));
}

Fit fitOf(const DriftAnswers &answers, const std::vector<TextScore> &scores)
{
    Fit fit;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::size_t offset = answers.prompts[i].size();
        const std::vector<CompletedToken> &tokens = answers.completions[i].tokens;
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const std::vector<Alternative> &best = scores[i].alternatives[offset + t];
            const std::optional<float> local = scores[i].logProbs[offset + t];
            compare(tokens[t], local, best, fit);
            if (best.empty() || !local || best.front().id == tokens[t].id)
                continue;
            fit.deficit = std::max(fit.deficit, double(best.front().logProb) - double(*local));
            if (!fit.firstDifference)
                fit.firstDifference = {i, static_cast<std::int64_t>(t),
                                       best.size() > 1 ? double(best[0].logProb) - double(best[1].logProb) : 0};
        }
    }
    return fit;
}

} // namespace deltascope::serving
