#include "app/options/language.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

namespace deltascope::app {

namespace {

/// Reads a number and keeps it where it lies within the bounds.
struct Bounds {
    double low, high;
    enum class Low { Included, Excluded } lowest = Low::Included;

    std::string operator()(const std::string &text) const
    {
        char *end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        const bool isNumber = !text.empty() && end == text.c_str() + text.size() && std::isfinite(number);
        if (isNumber && (number > low || (number == low && lowest == Low::Included)) && number <= high)
            return {};
        std::string expected = lowest == Low::Included ? "a number from " + shown(low) : "a number above " + shown(low);
        if (high < 1e9)
            expected += " to " + shown(high);
        return "expected " + expected + ", found " + text;
    }

    static std::string shown(double number)
    {
        std::string text = std::to_string(number);
        text.erase(text.find_last_not_of('0') + 1);
        return text.back() == '.' ? text.substr(0, text.size() - 1) : text;
    }
};

constexpr double unbounded = 1e9;

template<class T>
void number(CLI::App &app, const char *name, std::optional<T> &target, Bounds bounds, const char *help)
{
    app.add_option(name, target, help)->check(bounds, "");
}

void setVariable(Options &options, const std::string &text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw CLI::ValidationError("--template-arg: expected KEY=JSON, found " + text);
    const std::string key = text.substr(0, equals), json = text.substr(equals + 1);
    if (!nlohmann::json::accept(json))
        throw CLI::ValidationError("--template-arg " + key
                                   + ": expected JSON behind the = (a text in double quotes), found " + json);
    options.model.chat.variables.emplace_back(key, json);
}

} // namespace

void addChatOptions(CLI::App &app, Options &options)
{
    app.add_flag_callback(
        "--chat", [&options] { options.texts = TextMeaning::Turns; },
        "Every --text is what a user says in a conversation");
    app.add_option("--system", options.system, "What the system says at the start of every conversation");
    app.add_option("--template", options.model.chat.name, "The chat template's name, where the model has several");
    const auto set = [&options](const std::vector<std::string> &texts) {
        for (const std::string &text : texts)
            setVariable(options, text);
    };
    app.add_option_function<std::vector<std::string>>("--template-arg", set,
                                                      "A variable of the chat template, KEY=JSON; repeatable")
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all()
        ->trigger_on_parse();
}

void addGenerationOptions(CLI::App &app, Options &options)
{
    GenerationSettings &settings = options.run.generation;
    const Bounds count{0, unbounded}, positive{0, unbounded, Bounds::Low::Excluded}, share{0, 1};
    app.add_flag_callback(
        "--as-configured", [&settings] { settings.basis = GenerationSettings::Basis::AsConfigured; },
        "Sampling, beams and lengths as generation_config.json has them, too");
    app.add_flag_callback(
        "--sample", [&settings] { settings.samples = true; }, "Draw ids instead of taking the best");
    number(app, "--temperature", settings.temperature, positive, "Divides the scores before drawing");
    number(app, "--top-k", settings.topK, count, "Draw among the K best; 0: all (default 50)");
    number(app, "--top-p", settings.topP, share, "Draw among the best that together have this probability");
    number(app, "--min-p", settings.minP, share, "Draw among those with this share of the best one's probability");
    number(app, "--repetition-penalty", settings.repetitionPenalty, positive, "Above 1: against ids that were there");
    number(app, "--no-repeat-ngram", settings.noRepeatNgram, count, "No N ids in a row come twice");
    number(app, "--min-new-tokens", settings.minNewTokens, count, "No end before so many");
    number(app, "--max-new-tokens", settings.maxNewTokens, {1, 1e6}, "Length limit of a generation (default 32)");
    number(app, "--beams", settings.beams, {1, 1000}, "Beam search with N beams");
    number(app, "--length-penalty", settings.lengthPenalty, {-unbounded, unbounded},
           "Beams: above 0 favours long ones");
    app.add_flag_callback(
        "--early-stopping", [&settings] { settings.stopsEarly = true; }, "Beams: end once enough of them have ended");
    app.add_option("--stop", settings.stops, "A text that ends a generation and stays in it; repeatable")
        ->expected(1)
        ->allow_extra_args(false)
        ->check([](const std::string &text) {
            return text.empty() ? std::string("--stop: expected a text, found none") : std::string();
        })
        ->take_all();
}

} // namespace deltascope::app
