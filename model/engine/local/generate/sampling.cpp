#include "engine/local/generate/sampling.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <limits>

namespace deltascope {

namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

at::Tensor without(const at::Tensor &scores, const at::Tensor &removed)
{
    return scores.masked_fill(removed, impossible);
}

/// Scores below the `count`-th best.
at::Tensor belowBest(const at::Tensor &scores, std::int64_t count)
{
    const std::int64_t kept = std::min(count, scores.size(-1));
    return scores < std::get<0>(scores.topk(kept)).narrow(-1, kept - 1, 1);
}

at::Tensor topP(const at::Tensor &scores, double p, std::int64_t least)
{
    const auto [sorted, order] = scores.sort(-1, false);
    at::Tensor removed = sorted.softmax(-1).cumsum(-1) <= 1 - p;
    const std::int64_t kept = std::min(least, removed.size(-1));
    removed.narrow(-1, removed.size(-1) - kept, kept).fill_(false);
    return without(scores, removed.scatter(1, order, removed));
}

at::Tensor minP(const at::Tensor &scores, double p, std::int64_t least)
{
    const at::Tensor probabilities = scores.softmax(-1);
    const at::Tensor low = probabilities < probabilities.amax(-1, true) * p;
    const at::Tensor order = scores.argsort(-1, true);
    at::Tensor removed = low.gather(-1, order);
    removed.narrow(-1, 0, std::min(least, removed.size(-1))).fill_(false);
    return without(scores, removed.scatter(1, order, removed));
}

/// Locally typical sampling (arXiv:2202.00666).
at::Tensor typicalP(const at::Tensor &scores, double mass, std::int64_t least)
{
    const at::Tensor logs = scores.log_softmax(-1);
    const at::Tensor entropy = -(logs * logs.exp()).nansum(-1, true);
    const auto [sorted, order] = (-logs - entropy).abs().sort(-1, false);
    const at::Tensor cumulative = scores.gather(-1, order).softmax(-1).cumsum(-1);
    const at::Tensor last = (cumulative < mass).sum(1).clamp_max(sorted.size(-1) - 1);
    at::Tensor removed = sorted > sorted.gather(1, last.view({-1, 1}));
    removed.narrow(-1, 0, std::min(least, removed.size(-1))).fill_(false);
    return without(scores, removed.scatter(1, order, removed));
}

/// Truncation sampling (arXiv:2210.15191): epsilon, and eta, which follows the entropy.
at::Tensor epsilonCut(const at::Tensor &scores, double epsilon, std::int64_t least)
{
    return without(scores, (scores.softmax(-1) < epsilon).logical_and(belowBest(scores, least)));
}

at::Tensor etaCut(const at::Tensor &scores, double epsilon, std::int64_t least)
{
    const at::Tensor logs = scores.log_softmax(-1);
    const at::Tensor entropy = -(logs.clamp_min(std::numeric_limits<float>::lowest()) * logs.exp()).sum(-1, true);
    const at::Tensor bound = ((-entropy).exp() * std::sqrt(epsilon)).clamp_max(epsilon);
    return without(scores, (scores.softmax(-1) < bound).logical_and(belowBest(scores, least)));
}

double inside(const nn::Config &generation, const char *key, double otherwise, double low, double high)
{
    const double number = generation.number(key, otherwise);
    if (!(number >= low && number <= high))
        generation.refuse(key, "a number from " + std::to_string(low) + " to " + std::to_string(high));
    return number;
}

} // namespace

std::vector<Warper> readWarpers(const nn::Config &generation, std::size_t leastKept)
{
    const auto least = static_cast<std::int64_t>(leastKept);
    std::vector<Warper> warpers;
    const double temperature = generation.number("temperature", 1);
    if (!(temperature > 0))
        generation.refuse("temperature", "a positive number");
    if (temperature != 1)
        warpers.push_back([temperature](const at::Tensor &scores) { return scores / temperature; });
    const std::int64_t k = generation.nullableInteger("top_k", 50).value_or(0);
    if (k < 0)
        generation.refuse("top_k", "a whole number that is not negative");
    if (k > 0)
        warpers.push_back([count = std::max(k, least)](const at::Tensor &scores) {
            return without(scores, belowBest(scores, count));
        });
    if (const double p = inside(generation, "top_p", 1, 0, 1); p < 1)
        warpers.push_back([p, least](const at::Tensor &scores) { return topP(scores, p, least); });
    if (generation.has("min_p"))
        warpers.push_back([p = inside(generation, "min_p", 0, 0, 1), least](const at::Tensor &scores) {
            return minP(scores, p, least);
        });
    if (const double mass = inside(generation, "typical_p", 1, 0, 1); mass < 1)
        warpers.push_back([mass, least](const at::Tensor &scores) { return typicalP(scores, mass, least); });
    if (const double cut = inside(generation, "epsilon_cutoff", 0, 0, 1); cut > 0 && cut < 1)
        warpers.push_back([cut, least](const at::Tensor &scores) { return epsilonCut(scores, cut, least); });
    if (const double cut = inside(generation, "eta_cutoff", 0, 0, 1); cut > 0 && cut < 1)
        warpers.push_back([cut, least](const at::Tensor &scores) { return etaCut(scores, cut, least); });
    if (generation.flag("renormalize_logits", false))
        warpers.push_back([](const at::Tensor &scores) { return scores.log_softmax(-1); });
    return warpers;
}

at::Generator seeded(std::uint64_t seed) { return at::make_generator<at::CPUGeneratorImpl>(seed); }

at::Tensor draw(const at::Tensor &scores, std::int64_t count, const at::Generator &generator)
{
    return at::multinomial(scores.softmax(-1), count, false, generator);
}

} // namespace deltascope
