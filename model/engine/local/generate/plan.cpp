#include "engine/local/generate/plan.h"

namespace deltascope {

namespace {

/// generation_config.json with what the settings give in its place, under transformers' names.
nn::Config merged(const nn::Config &generation, const GenerationSettings &settings)
{
    nlohmann::json json = generation.json();
    const auto set = [&json](const char *key, const auto &value) {
        if (value)
            json[key] = *value;
    };
    set("do_sample", settings.samples);
    set("num_beams", settings.beams);
    set("max_new_tokens", settings.maxNewTokens);
    set("min_new_tokens", settings.minNewTokens);
    set("top_k", settings.topK);
    set("no_repeat_ngram_size", settings.noRepeatNgram);
    set("temperature", settings.temperature);
    set("top_p", settings.topP);
    set("min_p", settings.minP);
    set("repetition_penalty", settings.repetitionPenalty);
    set("length_penalty", settings.lengthPenalty);
    set("early_stopping", settings.stopsEarly);
    if (settings.basis == GenerationSettings::Basis::Plain) {
        json["do_sample"] = settings.samples.value_or(false);
        json["num_beams"] = settings.beams.value_or(1);
        json["max_new_tokens"] = settings.maxNewTokens.value_or(32);
    }
    if (json.contains("min_new_tokens") && !json["min_new_tokens"].is_null())
        json.erase("min_length"); // which it stands for
    return {std::move(json), generation.path()};
}

EarlyStopping stoppingOf(const nn::Config &generation)
{
    constexpr const char *key = "early_stopping";
    if (!generation.has(key))
        return EarlyStopping::Heuristic;
    const nlohmann::json &value = generation.json().at(key);
    if (value == "never")
        return EarlyStopping::Never;
    return generation.flag(key, false) ? EarlyStopping::Yes : EarlyStopping::Heuristic;
}

/// transformers: 20 new ids where nothing is said, and also where the file says just that; never more than the model
/// has positions for.
void setLength(const Session &session, const nn::Config &generation, GenerationPlan &plan)
{
    constexpr std::int64_t usual = 20;
    plan.mostNew = generation.optionalInteger("max_new_tokens");
    if (plan.mostNew)
        return;
    const std::int64_t longest = generation.integer("max_length", usual);
    if (longest != usual) {
        plan.longest = longest;
        return;
    }
    plan.mostNew = usual;
    if (const auto positions = session.config->optionalInteger("max_position_embeddings"))
        plan.longest = *positions;
}

void expectSupported(const nn::Config &generation)
{
    if (generation.integer("num_beam_groups", 1) > 1)
        generation.refuse("num_beam_groups", "one group of beams, since diverse beam search is not offered");
    if (generation.has("penalty_alpha") && generation.number("penalty_alpha", 0) > 0)
        generation.refuse("penalty_alpha", "none, since contrastive search is not offered");
}

} // namespace

std::size_t GenerationPlan::mostNewBehind(std::size_t given, const std::string &where) const
{
    const auto length = static_cast<std::int64_t>(given);
    std::int64_t most = mostNew.value_or(longest.value_or(0) - length);
    if (mostNew && longest)
        most = std::min(most, *longest - length);
    if (most < 1)
        throw Failure(where, "the prompt has " + std::to_string(given)
                                 + " ids and leaves no room for new ones within the length limit of "
                                 + std::to_string(longest.value_or(*mostNew)) + "; give --max-new-tokens");
    return static_cast<std::size_t>(most);
}

GenerationPlan planOf(const Session &session, const GenerationSettings &settings)
{
    const nn::Config generation = merged(*session.facts.generation, settings);
    GenerationPlan plan;
    plan.samples = generation.flag("do_sample", false);
    plan.beams = static_cast<int>(generation.size("num_beams", 1));
    if (settings.basis == GenerationSettings::Basis::AsConfigured)
        expectSupported(generation);
    plan.endIds = session.facts.endIds;
    plan.rules = readLogitRules(generation, plan.endIds);
    if (plan.samples)
        plan.warpers = readWarpers(generation, plan.beams > 1 ? std::max<std::size_t>(2, plan.endIds.size() + 1) : 1);
    plan.lengthPenalty = generation.number("length_penalty", 1);
    plan.stopping = stoppingOf(generation);
    plan.stops = settings.stops.empty() ? generation.texts("stop_strings") : settings.stops;
    if (!plan.stops.empty() && !session.tokenizer)
        throw Failure(session.info.model, "--stop: expected a tokenizer beside the model, found none");
    plan.seed = settings.seed;
    setLength(session, generation, plan);
    return plan;
}

} // namespace deltascope
