#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "files/similarityjson.h"

#include <algorithm>
#include <cstdio>

namespace deltascope::app {

namespace {

SimilarityRole &similaritiesOf(Engine &engine)
{
    if (SimilarityRole *role = engine.similarities())
        return *role;
    throw Failure({}, "this engine does not compare deltas");
}

Similarity compared(const Options &options, Engine &engine)
{
    if (options.against.empty()) {
        std::vector<DeltaRequest> saved;
        for (const StartDelta &delta : options.deltas)
            saved.push_back(delta.request);
        return withProgress([&](Progress &progress) { return similaritiesOf(engine).compareSaved(saved, progress); });
    }
    Options opening = options;
    opening.model.model = options.against;
    std::vector<DeltaId> ids;
    for (const DeltaInfo &delta : openSession(opening, engine, Weights::Optional).deltas)
        ids.push_back(delta.id);
    return withProgress([&](Progress &progress) { return similaritiesOf(engine).compare(ids, progress); });
}

std::string number(const std::optional<double> &value, const char *format)
{
    if (!value)
        return "-";
    char text[32];
    std::snprintf(text, sizeof text, format, *value);
    return text;
}

std::string padded(const std::string &text, std::size_t width)
{
    return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

std::string modulesText(const std::vector<ModuleSimilarity> &modules)
{
    std::size_t widest = 0;
    for (const ModuleSimilarity &module : modules)
        widest = std::max(widest, module.module.size());
    std::string text;
    for (const ModuleSimilarity &module : modules) {
        text += "  " + padded(module.module.empty() ? "the whole model" : module.module, widest) + "  "
                + number(module.cosine, "%+.4f");
        if (!module.angles.empty())
            text += "  angles " + number(module.angles.front(), "%.3f") + " to " + number(module.angles.back(), "%.3f")
                    + " rad (" + std::to_string(module.angles.size()) + ")";
        text += '\n';
    }
    return text;
}

std::string toText(const Similarity &similarity)
{
    std::string text;
    for (const PairSimilarity &pair : similarity.pairs) {
        text += similarity.deltas[pair.first] + " and " + similarity.deltas[pair.second] + ": ";
        text += pair.modules.empty()
                    ? "no module that both change\n"
                    : "cosine " + number(pair.cosine, "%+.4f") + " over " + std::to_string(pair.modules.size())
                          + (pair.modules.size() == 1 ? " module\n" : " modules\n");
        text += modulesText(pair.modules);
    }
    return text;
}

} // namespace

int runCompare(const Options &options, Engine &engine)
{
    if (options.deltas.size() < 2)
        throw Usage{"expected two deltas or more, found " + std::to_string(options.deltas.size())};
    const Similarity similarity = compared(options, engine);
    deliver(options, options.answer == Answer::Json ? files::similarityJson(similarity) : toText(similarity));
    return 0;
}

} // namespace deltascope::app
