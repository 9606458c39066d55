#include "app/cli/session.h"

#include "app/cli/commands.h"
#include "app/cli/lines.h"
#include "app/cli/terminalprogress.h"
#include "files/inputlines.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace deltascope::app {

namespace {

void expectDifferentNames(const std::vector<StartDelta> &deltas)
{
    for (std::size_t i = 0; i < deltas.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (deltas[i].request.name == deltas[j].request.name)
                throw Usage{deltas[i].request.name
                            + ": expected a different name for each delta, found it twice; write NAME=PATH"};
}

} // namespace

Opened openSession(const Options &options, Engine &engine, Weights weights)
{
    expectDifferentNames(options.deltas);
    TerminalProgress progress;
    OpenRequest request = options.model;
    request.weights = weights;
    Opened opened{valueOf(engine.open(request, progress)), {}, {}};
    for (const std::string &note : opened.network.notes)
        std::cerr << Error{{}, note, {}, {}}.sentence() << '\n';
    for (const StartDelta &delta : options.deltas) {
        opened.deltas.push_back(valueOf(engine.add(delta.request, progress)));
        opened.strengths.push_back(delta.strength);
        for (const Problem &problem : opened.deltas.back().problems)
            std::cerr << Error{delta.request.name, problem.text, {}, {}}.sentence() << '\n';
    }
    return opened;
}

std::vector<Column> columnsOf(const Options &options, const Opened &opened)
{
    std::vector<Column> columns;
    for (const std::string &spec : options.columns) {
        Column column{spec, {}};
        for (const auto &[name, strength] : parseColumn(spec)) {
            const auto found = std::find_if(opened.deltas.begin(), opened.deltas.end(),
                                            [&](const DeltaInfo &delta) { return delta.name == name; });
            if (found == opened.deltas.end())
                throw Failure("--column " + spec, "expected names of loaded deltas, found " + name);
            const double own = opened.strengths[found - opened.deltas.begin()];
            column.mix.deltas.push_back({found->id, true, strength * own, {}});
        }
        columns.push_back(std::move(column));
    }
    if (columns.empty()) {
        columns.push_back({"all", {}});
        for (std::size_t i = 0; i < opened.deltas.size(); ++i)
            columns.back().mix.deltas.push_back({opened.deltas[i].id, true, opened.strengths[i], {}});
    }
    return columns;
}

std::vector<Input> givenInputs(const Options &options)
{
    std::vector<Input> inputs = asConversations(options, options.inputs);
    for (const std::string &file : options.inputFiles) {
        files::InputLines lines = files::readInputLines(file);
        if (const std::string note = files::ignoredNote(file, lines); !note.empty())
            std::cerr << note << '\n';
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
    writeFile(options.output, text);
}

void writeFile(const std::string &path, const std::string &text)
{
    const std::string beside = path + ".part";
    std::ofstream file(beside, std::ios::binary);
    file << text;
    file.close();
    if (!file || std::rename(beside.c_str(), path.c_str()) != 0) {
        std::remove(beside.c_str());
        throw Failure(path, "could not be written");
    }
}

} // namespace deltascope::app
