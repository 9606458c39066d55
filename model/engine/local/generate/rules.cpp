#include "engine/local/generate/rules.h"

#include "core/outcome.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace deltascope {

namespace {

using Ids = std::vector<std::int64_t>;

constexpr float never = -std::numeric_limits<float>::infinity();

/// Ids that the vocabulary lacks are nothing to ban.
void ban(std::span<float> scores, std::int64_t id)
{
    if (id >= 0 && id < static_cast<std::int64_t>(scores.size()))
        scores[static_cast<std::size_t>(id)] = never;
}

void banAll(std::span<float> scores, const Ids &ids)
{
    for (const std::int64_t id : ids)
        ban(scores, id);
}

/// Each id of a text once, whatever its sign: towards or away from zero (arXiv:1909.05858).
void penalize(std::span<float> scores, const Ids &text, float penalty)
{
    for (const std::int64_t id : std::set<std::int64_t>(text.begin(), text.end()))
        if (id >= 0 && id < static_cast<std::int64_t>(scores.size())) {
            float &score = scores[static_cast<std::size_t>(id)];
            score = score < 0 ? score * penalty : score / penalty;
        }
}

/// Bans what would end an n-gram of `text` behind the last ids of `now`.
void banRepeats(std::span<float> scores, const Ids &text, const Ids &now, std::size_t n)
{
    if (now.size() + 1 < n)
        return;
    const auto tail = now.end() - static_cast<std::ptrdiff_t>(n - 1);
    for (std::size_t i = 0; i + n <= text.size(); ++i)
        if (std::equal(tail, now.end(), text.begin() + static_cast<std::ptrdiff_t>(i)))
            ban(scores, text[i + n - 1]);
}

/// Only the given ids remain.
void force(std::span<float> scores, const Ids &ids, std::string_view key)
{
    std::fill(scores.begin(), scores.end(), never);
    for (const std::int64_t id : ids) {
        if (id < 0 || id >= static_cast<std::int64_t>(scores.size()))
            throw Failure(std::string(key),
                          "expected an id below " + std::to_string(scores.size()) + ", found " + std::to_string(id));
        scores[static_cast<std::size_t>(id)] = 0;
    }
}

struct BiasedText {
    Ids ids;
    float bias;
};

LogitRule biasRule(std::vector<BiasedText> texts)
{
    return [texts = std::move(texts)](const LaneText &lane, std::span<float> scores) {
        for (const auto &[ids, bias] : texts) {
            const std::size_t before = ids.size() - 1;
            // As transformers has it: a longer text acts only once something stands before it.
            const bool isNext
                = before == 0
                  || (ids.size() <= lane.ids.size() && std::equal(ids.begin(), ids.end() - 1, lane.ids.end() - before));
            if (isNext && ids.back() >= 0 && ids.back() < static_cast<std::int64_t>(scores.size()))
                scores[static_cast<std::size_t>(ids.back())] += bias;
        }
    };
}

Ids idsOf(const nn::Config &config, std::string_view key, const nlohmann::json &list)
{
    if (!list.is_array() || list.empty()
        || !std::all_of(list.begin(), list.end(), [](const auto &id) { return id.is_number_integer(); }))
        config.refuse(key, "lists of ids");
    return list.get<Ids>();
}

/// [[[ids], bias], ...]
std::vector<BiasedText> readBias(const nn::Config &config, std::string_view key)
{
    std::vector<BiasedText> texts;
    if (!config.has(key))
        return texts;
    for (const nlohmann::json &item : config.json().at(std::string(key))) {
        if (!item.is_array() || item.size() != 2 || !item[1].is_number())
            config.refuse(key, "a list of pairs of ids and a number");
        texts.push_back({idsOf(config, key, item[0]), item[1].get<float>()});
    }
    return texts;
}

/// [[ids], ...]; a text that is an end id alone is none.
std::vector<BiasedText> readBadWords(const nn::Config &config, std::string_view key, const Ids &endIds)
{
    std::vector<BiasedText> texts;
    if (!config.has(key))
        return texts;
    for (const nlohmann::json &item : config.json().at(std::string(key))) {
        Ids ids = idsOf(config, key, item);
        if (ids.size() > 1 || std::find(endIds.begin(), endIds.end(), ids.front()) == endIds.end())
            texts.push_back({std::move(ids), never});
    }
    return texts;
}

float readPenalty(const nn::Config &config, std::string_view key)
{
    const double penalty = config.number(key, 1);
    if (!(penalty > 0))
        config.refuse(key, "a positive number");
    return static_cast<float>(penalty);
}

std::size_t readLength(const nn::Config &config, std::string_view key)
{
    const std::int64_t length = config.integer(key, 0);
    if (length < 0)
        config.refuse(key, "a whole number that is not negative");
    return static_cast<std::size_t>(length);
}

void addRepetition(const nn::Config &config, std::vector<LogitRule> &rules)
{
    if (const float penalty = readPenalty(config, "encoder_repetition_penalty"); penalty != 1)
        rules.push_back(
            [penalty](const LaneText &lane, std::span<float> scores) { penalize(scores, lane.source, 1 / penalty); });
    if (const float penalty = readPenalty(config, "repetition_penalty"); penalty != 1)
        rules.push_back(
            [penalty](const LaneText &lane, std::span<float> scores) { penalize(scores, lane.ids, penalty); });
    if (const std::size_t n = readLength(config, "no_repeat_ngram_size"); n > 0)
        rules.push_back(
            [n](const LaneText &lane, std::span<float> scores) { banRepeats(scores, lane.ids, lane.ids, n); });
    if (const std::size_t n = readLength(config, "encoder_no_repeat_ngram_size"); n > 0)
        rules.push_back(
            [n](const LaneText &lane, std::span<float> scores) { banRepeats(scores, lane.source, lane.ids, n); });
}

void addLength(const nn::Config &config, const Ids &endIds, std::vector<LogitRule> &rules)
{
    if (const std::size_t least = readLength(config, "min_length"); least > 0 && !endIds.empty())
        rules.push_back([least, endIds](const LaneText &lane, std::span<float> scores) {
            if (lane.ids.size() < least)
                banAll(scores, endIds);
        });
    if (const std::size_t least = readLength(config, "min_new_tokens"); least > 0 && !endIds.empty())
        rules.push_back([least, endIds](const LaneText &lane, std::span<float> scores) {
            if (lane.chosen() < least)
                banAll(scores, endIds);
        });
}

void addForced(const nn::Config &config, std::vector<LogitRule> &rules)
{
    if (const auto id = config.optionalInteger("forced_bos_token_id"))
        rules.push_back([id](const LaneText &lane, std::span<float> scores) {
            if (lane.ids.size() == 1)
                force(scores, {*id}, "forced_bos_token_id");
        });
    if (const Ids ids = config.integers("forced_eos_token_id"); !ids.empty())
        rules.push_back([ids](const LaneText &lane, std::span<float> scores) {
            if (lane.chosen() + 1 == lane.mostNew)
                force(scores, ids, "forced_eos_token_id");
        });
}

void addDecay(const nn::Config &config, const Ids &endIds, std::vector<LogitRule> &rules)
{
    constexpr const char *key = "exponential_decay_length_penalty";
    if (!config.has(key))
        return;
    const nlohmann::json &pair = config.json().at(key);
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_unsigned() || !pair[1].is_number())
        config.refuse(key, "a start and a factor");
    rules.push_back([start = pair[0].get<std::size_t>(), factor = pair[1].get<float>(),
                     endIds](const LaneText &lane, std::span<float> scores) {
        if (lane.chosen() <= start)
            return;
        const float grown = std::pow(factor, static_cast<float>(lane.chosen() - start)) - 1;
        for (const std::int64_t id : endIds)
            if (id >= 0 && id < static_cast<std::int64_t>(scores.size()))
                scores[static_cast<std::size_t>(id)] += std::abs(scores[static_cast<std::size_t>(id)]) * grown;
    });
}

void removeInvalid(const LaneText &, std::span<float> scores)
{
    using Limits = std::numeric_limits<float>;
    for (float &score : scores)
        score = std::isnan(score) ? 0 : std::clamp(score, Limits::lowest(), Limits::max());
}

void addSuppressed(const nn::Config &config, std::vector<LogitRule> &rules)
{
    if (const Ids ids = config.integers("suppress_tokens"); !ids.empty())
        rules.push_back([ids](const LaneText &, std::span<float> scores) { banAll(scores, ids); });
    const bool hasForcedBegin = config.has("forced_bos_token_id");
    if (const Ids ids = config.integers("begin_suppress_tokens"); !ids.empty())
        rules.push_back([ids, hasForcedBegin](const LaneText &lane, std::span<float> scores) {
            if (lane.chosen() == (hasForcedBegin && lane.given <= 1 ? 1u : 0u))
                banAll(scores, ids);
        });
}

} // namespace

std::vector<LogitRule> readLogitRules(const nn::Config &generation, const std::vector<std::int64_t> &endIds)
{
    std::vector<LogitRule> rules;
    if (auto texts = readBias(generation, "sequence_bias"); !texts.empty())
        rules.push_back(biasRule(std::move(texts)));
    addRepetition(generation, rules);
    if (auto texts = readBadWords(generation, "bad_words_ids", endIds); !texts.empty())
        rules.push_back(biasRule(std::move(texts)));
    addLength(generation, endIds, rules);
    addForced(generation, rules);
    if (generation.flag("remove_invalid_values", false))
        rules.push_back(removeInvalid);
    addDecay(generation, endIds, rules);
    addSuppressed(generation, rules);
    return rules;
}

} // namespace deltascope
