#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

const char *wordOf(ShelfEntry::Fit fit)
{
    switch (fit) {
    case ShelfEntry::Fit::Unknown: return "unknown";
    case ShelfEntry::Fit::Fits: return "fits";
    case ShelfEntry::Fit::Differs: return "differs";
    case ShelfEntry::Fit::Broken: return "broken";
    }
    return "";
}

std::vector<ShelfEntry> entriesOf(Engine &engine, const std::string &folder)
{
    NoProgress progress;
    const std::unique_ptr<ShelfWalk> walk = valueOf(engine.shelves()->walk(folder));
    std::vector<ShelfEntry> all;
    for (ShelfBatch batch; !batch.isLast;) {
        batch = valueOf(walk->next(progress));
        all.insert(all.end(), std::make_move_iterator(batch.entries.begin()),
                   std::make_move_iterator(batch.entries.end()));
    }
    return all;
}

std::string toJson(const std::vector<ShelfEntry> &entries)
{
    ordered_json deltas = ordered_json::array();
    for (const ShelfEntry &entry : entries)
        deltas.push_back({{"path", entry.path},
                          {"name", entry.name},
                          {"library", entry.library},
                          {"kind", entry.kind},
                          {"targets", entry.targets},
                          {"backbone", entry.backbone},
                          {"parameters", entry.parameters},
                          {"bytes", entry.bytes},
                          {"fit", wordOf(entry.fit)},
                          {"code", entry.code},
                          {"text", entry.says},
                          {"same_as", entry.sameAs}});
    return files::answerLine({{"deltas", std::move(deltas)}});
}

/// A line each: name, what it is, how it fits and why not.
std::string toText(const std::vector<ShelfEntry> &entries)
{
    std::string text;
    for (const ShelfEntry &entry : entries) {
        text += entry.name;
        if (!entry.kind.empty())
            text
                += "  " + entry.kind + " of " + entry.library + ", " + std::to_string(entry.parameters) + " parameters";
        if (entry.fit != ShelfEntry::Fit::Unknown)
            text += std::string(", ") + wordOf(entry.fit);
        if (!entry.says.empty())
            text += ": " + entry.says;
        if (!entry.sameAs.empty())
            text += " (same content as " + entry.sameAs + ")";
        text += "\n";
    }
    return text;
}

} // namespace

int runShelf(const Options &options, Engine &engine)
{
    if (!options.against.empty()) {
        OpenRequest request = options.model;
        request.model = options.against;
        TerminalProgress progress;
        valueOf(engine.open(request, progress));
    }
    const std::vector<ShelfEntry> entries = entriesOf(engine, options.path);
    if (entries.empty())
        std::cerr << Error{options.path, "there is no delta below this folder", {}, {}}.sentence() << '\n';
    deliver(options, options.answer == Answer::Json ? toJson(entries) : toText(entries));
    return 0;
}

} // namespace deltascope::app
