#include "app/cli/commands.h"
#include "app/cli/picture.h"
#include "app/cli/session.h"
#include "app/cli/sessionplan.h"
#include "core/attachment.h"
#include "core/numbers.h"
#include "files/columnjson.h"
#include "tree/logtext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

Mix mixOf(const Options &options, const Opened &opened)
{
    Mix mix = options.session.empty() ? everythingOf(opened).mix
                                      : planOf(options.session, opened.network, opened.deltas).rack;
    for (const std::string &name : options.detached) {
        const auto found = std::find_if(opened.deltas.begin(), opened.deltas.end(),
                                        [&](const DeltaInfo &delta) { return delta.name == name; });
        if (found == opened.deltas.end())
            throw Failure("--detach " + name, "expected the name of a loaded delta, found none of that name");
        mix.deltas[found - opened.deltas.begin()].attached = false;
    }
    return mix;
}

/// Modules with a parameter somewhere below them.
std::vector<bool> holdParameters(const NetworkInfo &network)
{
    std::vector<bool> holds(network.modules.size());
    for (std::size_t i = network.modules.size(); i-- > 0;) {
        holds[i] = holds[i] || !network.modules[i].params.empty();
        if (holds[i] && network.modules[i].parent >= 0)
            holds[network.modules[i].parent] = true;
    }
    return holds;
}

ordered_json modulesToJson(const Opened &opened)
{
    const NetworkInfo &network = opened.network;
    std::map<int, std::vector<std::string>> deltasAt;
    for (const DeltaInfo &delta : opened.deltas)
        for (const TapInfo &tap : delta.taps)
            deltasAt[tap.module].push_back(delta.name);
    const std::vector<bool> holds = holdParameters(network);
    ordered_json modules = ordered_json::array();
    for (std::size_t i = 0; i < network.modules.size(); ++i) {
        if (!holds[i] && i > 0)
            continue;
        ordered_json params = ordered_json::object();
        for (const ParamInfo &param : network.modules[i].params)
            params[param.name] = param.shape;
        modules.push_back({{"name", network.modules[i].name},
                           {"type", network.modules[i].type},
                           {"parameters", std::move(params)},
                           {"deltas", deltasAt[static_cast<int>(i)]}});
    }
    return modules;
}

std::string toJson(const Options &options, const Opened &opened, const Mix &mix)
{
    const NetworkInfo &network = opened.network;
    const tree::Totals sums = tree::totals(network, opened.deltas, mix);
    ordered_json deltas = ordered_json::array();
    for (const DeltaInfo &delta : opened.deltas) {
        std::vector<std::string> sites;
        for (const TapInfo &tap : delta.taps)
            sites.push_back(network.modules[tap.module].name);
        const DeltaSetting &setting = *mix.find(delta.id);
        const auto attached = std::count_if(delta.taps.begin(), delta.taps.end(),
                                            [&setting](const TapInfo &tap) { return setting.attachedAt(tap.module); });
        deltas.push_back({{"name", delta.name},
                          {"kind", delta.kind},
                          {"attached", attachmentOf(setting, delta) != Attachment::Nowhere},
                          {"attached_sites", attached},
                          {"strength", setting.strength},
                          {"parameters", delta.parameterCount},
                          {"sites", std::move(sites)}});
    }
    const ordered_json answer{
        {"model", options.model.model},
        {"architecture", network.architecture},
        {"totals", {{"parameters", sums.parameters}, {"trainable", sums.trainable}, {"delta", sums.delta}}},
        {"memory", {{"mapped", network.bytes}, {"copies", network.copyBytes}, {"per_token", network.bytesPerToken}}},
        {"deltas", std::move(deltas)},
        {"modules", modulesToJson(opened)}};
    return files::answerLine(answer);
}

/// What running would take, for people who are about to.
void sayMemory(const NetworkInfo &network)
{
    if (!network.runnable)
        return;
    std::cerr << "memory: " << bytesText(network.bytes) << " of weights mapped; a run ";
    if (network.copyBytes > 0)
        std::cerr << "adds " << bytesText(network.copyBytes) << " of copies in the computing type and ";
    std::cerr << "takes about " << bytesText(network.bytesPerToken) << " a token\n";
}

} // namespace

int runLog(const Options &options, Engine &engine)
{
    const Opened opened = openSession(options, engine, Weights::Optional);
    const Mix mix = mixOf(options, opened);
    switch (options.format) {
    case TreeFormat::Json: deliver(options, toJson(options, opened, mix)); break;
    case TreeFormat::Text:
    case TreeFormat::Ansi:
        sayMemory(opened.network);
        deliver(options,
                tree::logText(opened.network, opened.deltas, mix,
                              {options.folding == Folding::Folded ? tree::Repeats::Folded : tree::Repeats::Shown,
                               options.format == TreeFormat::Ansi ? tree::Colour::Ansi : tree::Colour::None,
                               options.width}));
        break;
    case TreeFormat::Png:
    case TreeFormat::Svg:
    case TreeFormat::Pdf: deliverPicture(options, opened.network, opened.deltas, mix); break;
    }
    return 0;
}

} // namespace deltascope::app
