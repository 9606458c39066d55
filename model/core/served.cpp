#include "core/served.h"

#include "core/outcome.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

std::string ownName(const std::string &path)
{
    const fs::path clean = fs::path(path).has_filename() ? fs::path(path) : fs::path(path).parent_path();
    return clean.extension() == ".gguf" ? clean.stem().string() : clean.filename().string();
}

namespace {

std::string freeName(const std::vector<std::string> &taken)
{
    std::string name = "server";
    for (int number = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++number)
        name = "server-" + std::to_string(number);
    return name;
}

} // namespace

std::string hostOf(const ServerAddress &server)
{
    const std::string host = server.url.substr(server.url.find("://") + 3);
    return host.substr(0, host.find('/'));
}

ServerAddress parseServer(const std::string &text, const std::vector<std::string> &taken)
{
    const std::size_t scheme = text.find("://"), equals = text.find('=');
    ServerAddress server{{}, text};
    if (equals != std::string::npos && (scheme == std::string::npos || equals < scheme)) {
        server.name = text.substr(0, equals);
        server.url = text.substr(equals + 1);
    }
    const bool isWeb = server.url.starts_with("http://") || server.url.starts_with("https://");
    const std::string host = isWeb ? server.url.substr(server.url.find("://") + 3) : "";
    if (host.empty() || host.front() == '/' || (equals == 0 && scheme != 0))
        throw Failure(text.empty() ? "\"\"" : text, "expected [NAME=]URL, such as gpu=http://127.0.0.1:8000");
    if (host.substr(0, host.find('/')).find('@') != std::string::npos)
        throw Failure(server.name.empty() ? "a server" : server.name,
                      "expected an address without a name or key in it; a key comes from DELTASCOPE_SERVER_KEY");
    if (server.url.find_first_of("?# \t\n") != std::string::npos)
        throw Failure(text, "expected an address alone, found a question mark, a hash or a blank in it");
    while (server.url.ends_with('/'))
        server.url.pop_back();
    if (server.url.ends_with("/v1"))
        server.url.erase(server.url.size() - 3);
    if (server.name.empty())
        server.name = freeName(taken);
    if (server.name.find_first_of("+*@") != std::string::npos)
        throw Failure(text, "expected a name without +, * and @, which columns use");
    return server;
}

const ServedAdapter *ServedState::adapter(const std::string &name) const
{
    const auto found = std::find_if(adapters.begin(), adapters.end(),
                                    [&name](const ServedAdapter &known) { return known.name == name; });
    return found == adapters.end() ? nullptr : &*found;
}

const ServedAdapter *adapterFor(const ServedState &state, const std::string &name, const std::string &path)
{
    const auto first = [&state](auto &&holds) -> const ServedAdapter * {
        const auto found = std::find_if(state.adapters.begin(), state.adapters.end(), holds);
        return found == state.adapters.end() ? nullptr : &*found;
    };
    if (const ServedAdapter *named = state.adapter(name))
        return named;
    if (!path.empty()) {
        std::error_code none;
        const fs::path own = fs::weakly_canonical(path, none);
        if (const ServedAdapter *same
            = first([&](const ServedAdapter &one) { return fs::weakly_canonical(one.path, none) == own; }))
            return same;
        if (const ServedAdapter *alike
            = first([&](const ServedAdapter &one) { return ownName(one.path) == ownName(path); }))
            return alike;
    }
    return first([&name](const ServedAdapter &one) { return ownName(one.path) == name; });
}

std::string limitOf(const std::vector<AdapterShare> &shares, const ServedLimits &limits)
{
    if (shares.size() > 1 && !limits.several.empty())
        return limits.several;
    const bool isPlain
        = std::all_of(shares.begin(), shares.end(), [](const AdapterShare &share) { return share.strength == 1; });
    return isPlain ? std::string() : limits.strength;
}

std::string specOf(const std::vector<AdapterShare> &shares)
{
    std::string spec;
    for (const AdapterShare &share : shares) {
        char strength[32];
        std::snprintf(strength, sizeof strength, "*%g", share.strength);
        spec += (spec.empty() ? "" : "+") + share.adapter + (share.strength == 1 ? "" : strength);
    }
    return spec.empty() ? "base" : spec;
}

void expectPrompt(const Input &input, const std::string &where)
{
    if (input.textPair || input.attentionMask || input.decoderIds || input.image || !input.pixels.empty())
        throw Failure(where, "expected a text, a conversation or ids, which are what servers take, found more");
}

Output outputOf(const std::vector<std::int64_t> &prompt, const Completion &completion)
{
    Output output;
    output.ids = prompt;
    bool hasAll = true;
    for (const CompletedToken &token : completion.tokens) {
        output.newIds.push_back(token.id);
        output.newProbabilities.push_back(std::exp(token.logProb.value_or(0)));
        hasAll = hasAll && token.logProb;
    }
    if (!hasAll)
        output.newProbabilities.clear();
    output.text = completion.text;
    return output;
}

std::string notServable(const CheckReport &report, std::int64_t mostRank)
{
    for (const Problem &problem : report.problems)
        if (!report.fits && problem.severity == Problem::Severity::Error)
            return problem.text;
    const DeltaFacts &facts = report.facts;
    if (report.format != "peft" || report.kind != "lora")
        return "expected a LoRA of PEFT, which is what vLLM serves, found " + report.kind + " of " + report.format;
    if (!facts.variant.empty() && facts.variant != "rslora")
        return "expected a LoRA as vLLM serves it, found " + facts.variant;
    if (!facts.modulesToSave.empty())
        return "modules_to_save: expected none, since vLLM serves no whole modules, found "
               + facts.modulesToSave.front();
    if (!facts.bias.empty() && facts.bias != "none")
        return "bias: expected none, since vLLM serves no biases, found " + facts.bias;
    if (mostRank > 0 && facts.rank.value_or(0) > mostRank)
        return "r: expected at most " + std::to_string(mostRank) + ", the server's max-lora-rank, found "
               + std::to_string(*facts.rank);
    return {};
}

} // namespace deltascope
