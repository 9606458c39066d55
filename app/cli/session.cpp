#include "app/cli/session.h"

#include "app/cli/commands.h"
#include "app/cli/lines.h"
#include "app/cli/terminalprogress.h"
#include "files/inputlines.h"
#include "files/wholefile.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace deltascope::app {

namespace {

/// Keys that say what is right, which a mere run does not ask.
std::vector<const char *> dataKeysIn(const std::vector<DataLine> &lines)
{
    const auto any = [&](auto &&holds) { return std::any_of(lines.begin(), lines.end(), holds); };
    std::vector<const char *> keys;
    if (any([](const DataLine &line) { return line.label.has_value(); }))
        keys.push_back("label");
    if (any([](const DataLine &line) { return line.labels.has_value(); }))
        keys.push_back("labels");
    if (any([](const DataLine &line) { return line.target.has_value(); }))
        keys.push_back("target");
    if (any([](const DataLine &line) { return line.decoderLabels.has_value(); }))
        keys.push_back("decoder_labels");
    return keys;
}

/// "a, b"; what a column may name.
std::string namesOf(const std::vector<DeltaInfo> &deltas)
{
    std::string text;
    for (const DeltaInfo &delta : deltas)
        text += (text.empty() ? "" : ", ") + delta.name;
    return text;
}

[[noreturn]] void refuseColumn(const std::string &where, const std::string &name, const std::vector<DeltaInfo> &deltas)
{
    throw Usage{where + ": expected "
                + (deltas.empty() ? "base, since no delta is loaded (--delta)"
                                  : "base or names of the loaded deltas (" + namesOf(deltas) + ")")
                + ", found " + name};
}

/// Options that change nothing with what is asked for, each with the reason.
std::vector<std::string> idleOptions(const Options &options, HeadKind head)
{
    std::vector<std::string> idle;
    const GenerationSettings &generation = options.run.generation;
    const bool isSessions = !options.session.empty(); // a session keeps them while it does not sample
    if (!isSessions && !generation.samples.value_or(generation.basis == GenerationSettings::Basis::AsConfigured))
        for (const auto &[name, isGiven] : {std::pair{"--temperature", generation.temperature.has_value()},
                                            {"--top-k", generation.topK.has_value()},
                                            {"--top-p", generation.topP.has_value()},
                                            {"--min-p", generation.minP.has_value()}})
            if (isGiven)
                idle.push_back(std::string(name) + " changes nothing without --sample");
    if (!options.targets.empty() && head == HeadKind::MaskedLm)
        idle.emplace_back("--target changes nothing with a masked language model, which scores the text itself");
    if (options.evaluatedTexts == EvaluationRequest::Texts::Generated && head != HeadKind::ConditionalGeneration)
        idle.emplace_back("--generate changes nothing with this model, which is not one from sequence to sequence");
    return idle;
}

/// "base", and a column for each checkpoint of a run, the other deltas attached; none without such a run.
std::vector<Column> stepColumns(const Options &options, const Opened &opened)
{
    const auto isStep = [&](std::size_t i) { return options.deltas[i].steps == Steps::Each; };
    std::vector<Column> columns;
    for (std::size_t step = 0; step < opened.deltas.size(); ++step) {
        if (!isStep(step))
            continue;
        Column column{opened.deltas[step].name, {}};
        for (std::size_t i = 0; i < opened.deltas.size(); ++i)
            if (i == step || !isStep(i))
                column.mix.deltas.push_back({opened.deltas[i].id, true, opened.strengths[i], {}});
        columns.push_back(std::move(column));
    }
    if (!columns.empty())
        columns.insert(columns.begin(), Column{"base", {}});
    return columns;
}

} // namespace

Opened openSession(const Options &options, Engine &engine, Weights weights)
{
    TerminalProgress progress;
    OpenRequest request = options.model;
    request.weights = weights;
    for (const StartDelta &delta : options.deltas)
        if (!delta.request.path.empty())
            request.deltas.push_back(delta.request.path);
    Opened opened{valueOf(engine.open(request, progress)), {}, {}};
    for (const std::string &note : opened.network.notes)
        std::clog << Error{{}, note, {}, {}}.sentence() << '\n';
    for (const std::string &idle : idleOptions(options, opened.network.head))
        std::clog << idle << '\n';
    for (const StartDelta &delta : options.deltas) {
        opened.deltas.push_back(valueOf(engine.add(delta.request, progress)));
        opened.strengths.push_back(delta.strength);
        for (const Problem &problem : opened.deltas.back().problems)
            std::clog << Error{delta.request.name, problem.text, {}, {}}.sentence() << '\n';
    }
    return opened;
}

Column everythingOf(const Opened &opened)
{
    Column column{"all", {}};
    for (std::size_t i = 0; i < opened.deltas.size(); ++i)
        column.mix.deltas.push_back({opened.deltas[i].id, true, opened.strengths[i], {}});
    return column;
}

std::vector<std::string> deltaNames(const Opened &opened)
{
    std::vector<std::string> names;
    for (const DeltaInfo &delta : opened.deltas)
        names.push_back(delta.name);
    return names;
}

SpecPart partOf(const std::string &name, double strength, const Opened &opened)
{
    for (std::size_t i = 0; i < opened.deltas.size(); ++i)
        if (opened.deltas[i].name == name)
            return {&opened.deltas[i], strength * opened.strengths[i]};
    return {nullptr, strength};
}

Column columnOf(const std::string &spec, const char *option, const Opened &opened)
{
    Column column{spec, {}};
    for (const auto &[name, strength] : parseColumn(spec, deltaNames(opened))) {
        const SpecPart part = partOf(name, strength, opened);
        if (!part.delta)
            refuseColumn(option + (" " + spec), name, opened.deltas);
        column.mix.deltas.push_back({part.delta->id, true, part.strength, {}});
    }
    return column;
}

std::vector<Column> usualColumns(const Options &options, const Opened &opened)
{
    std::vector<Column> columns = stepColumns(options, opened);
    if (columns.empty())
        columns.push_back(everythingOf(opened));
    return columns;
}

std::vector<Input> givenInputs(const Options &options)
{
    std::vector<Input> inputs = asConversations(options, options.inputs);
    for (const std::string &file : options.inputFiles) {
        files::InputLines lines = files::readInputLines(file);
        for (const char *key : dataKeysIn(lines.lines)) // of evaluate and train
            lines.ignored.emplace_back(key);
        if (const std::string note = files::ignoredNote(file, lines); !note.empty())
            std::clog << Error{{}, note, {}, {}}.sentence() << '\n';
        std::vector<Input> more = files::inputsOf(std::move(lines));
        for (Input &input : more)
            addSystem(options, input);
        inputs.insert(inputs.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return inputs;
}

std::vector<Input> inputsOf(const Options &options)
{
    std::vector<Input> inputs = givenInputs(options);
    if (inputs.empty())
        throw Usage{"expected inputs (--text, --ids or --input), found none"};
    return inputs;
}

void deliver(const Options &options, const std::string &text)
{
    if (options.output.empty()) {
        std::cout << text << std::flush;
        return;
    }
    keepInputs(options, options.output);
    files::writeWhole(options.output, text);
}

void keepInputs(const Options &options, const std::string &output)
{
    std::vector<std::string> read = options.inputFiles;
    read.insert(read.end(), {options.data, options.session});
    for (const std::string &input : read) {
        std::error_code none;
        if (!output.empty() && std::filesystem::equivalent(input, output, none))
            throw Failure(output, "expected another file for what is written, found the one that is read");
    }
}

} // namespace deltascope::app
