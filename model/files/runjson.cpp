#include "files/runjson.h"

#include "core/outcome.h"

#include <algorithm>
#include <array>

namespace deltascope::files {

using session::CellView;
using session::RunSettings;

namespace {

using Json = nlohmann::ordered_json;
using Count = std::optional<std::int64_t> GenerationSettings::*;
using Number = std::optional<double> GenerationSettings::*;
using Flag = std::optional<bool> GenerationSettings::*;

constexpr int mostTokens = 1'000'000, mostBeams = 1000, mostSamples = 100;
constexpr std::array<std::pair<const char *, Count>, 4> counts{
    {{"max_new_tokens", &GenerationSettings::maxNewTokens},
     {"min_new_tokens", &GenerationSettings::minNewTokens},
     {"top_k", &GenerationSettings::topK},
     {"no_repeat_ngram_size", &GenerationSettings::noRepeatNgram}}};
constexpr std::array<std::pair<const char *, Number>, 5> numbers{
    {{"temperature", &GenerationSettings::temperature},
     {"top_p", &GenerationSettings::topP},
     {"min_p", &GenerationSettings::minP},
     {"repetition_penalty", &GenerationSettings::repetitionPenalty},
     {"length_penalty", &GenerationSettings::lengthPenalty}}};
constexpr std::array<std::pair<const char *, Flag>, 2> flags{
    {{"do_sample", &GenerationSettings::samples}, {"early_stopping", &GenerationSettings::stopsEarly}}};
constexpr std::array<std::pair<CellView, const char *>, 3> viewWords{{{CellView::Answers, "answers"},
                                                                      {CellView::LogProbability, "log-probability"},
                                                                      {CellView::Difference, "difference"}}};

CellView viewFrom(const JsonAt &at)
{
    const std::string word = at.text();
    const auto view
        = std::find_if(viewWords.begin(), viewWords.end(), [&word](const auto &known) { return known.second == word; });
    if (view == viewWords.end())
        at.expected("answers, log-probability or difference");
    return view->first;
}

} // namespace

Json toJson(const RunSettings &run)
{
    const GenerationSettings &settings = run.generation;
    Json object = Json::object();
    const auto set = [&object](const char *key, const auto &value) {
        if (value)
            object[key] = *value;
    };
    if (settings.basis == GenerationSettings::Basis::AsConfigured)
        object["as_configured"] = true;
    for (const auto &[key, flag] : flags)
        set(key, settings.*flag);
    set("num_beams", settings.beams);
    for (const auto &[key, count] : counts)
        set(key, settings.*count);
    for (const auto &[key, number] : numbers)
        set(key, settings.*number);
    if (!settings.stops.empty())
        object["stop_strings"] = settings.stops;
    object["seed"] = settings.seed;
    object["samples"] = run.samples;
    const auto word = std::find_if(viewWords.begin(), viewWords.end(),
                                   [&run](const auto &known) { return known.first == run.view; });
    object["view"] = word->second;
    return object;
}

RunSettings runFrom(const JsonAt &at)
{
    RunSettings run;
    GenerationSettings &settings = run.generation;
    settings = {};
    if (const auto length = at.find("answer_length")) // up to version 2
        settings.maxNewTokens = length->whole(1, mostTokens);
    if (const auto configured = at.find("as_configured"); configured && configured->flag())
        settings.basis = GenerationSettings::Basis::AsConfigured;
    for (const auto &[key, flag] : flags)
        if (const auto value = at.find(key))
            settings.*flag = value->flag();
    if (const auto beams = at.find("num_beams"))
        settings.beams = beams->whole(1, mostBeams);
    for (const auto &[key, count] : counts)
        if (const auto value = at.find(key))
            settings.*count = value->whole(count == &GenerationSettings::maxNewTokens ? 1 : 0, mostTokens);
    for (const auto &[key, number] : numbers)
        if (const auto value = at.find(key))
            settings.*number = value->number();
    if (const auto stops = at.find("stop_strings"))
        for (const JsonAt &stop : stops->list())
            settings.stops.push_back(stop.text());
    if (const auto seed = at.find("seed")) {
        if (!seed->value().is_number_unsigned())
            seed->expected("a whole number");
        settings.seed = seed->value();
    }
    if (const auto samples = at.find("samples"))
        run.samples = samples->whole(1, mostSamples);
    if (const auto view = at.find("view"))
        run.view = viewFrom(*view);
    return run;
}

} // namespace deltascope::files
