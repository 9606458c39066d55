#include "app/cli/servers.h"

#include "app/cli/commands.h"
#include "app/cli/terminalprogress.h"
#include "serving/shares.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace deltascope::app {

namespace {

std::string readKey(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Failure(path, "expected a file with a key, found none that can be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The key of --server-key-file, else of the environment; empty: none. It stands in no message.
std::string keyOf(const Options &options)
{
    std::string key = served::environmentKey();
    if (!options.serverKeyFile.empty())
        key = readKey(options.serverKeyFile);
    const std::size_t first = key.find_first_not_of(" \t\r\n"), last = key.find_last_not_of(" \t\r\n");
    key = first == std::string::npos ? "" : key.substr(first, last - first + 1);
    if (key.find_first_of("\r\n") != std::string::npos)
        throw Failure(options.serverKeyFile, "expected a key on one line, found several lines");
    return key;
}

/// Throws Failure, before anything is sent, for what the engine has no means for.
std::vector<AdapterShare> expectServable(std::vector<AdapterShare> shares, const std::string &spec,
                                         const serving::Server &server)
{
    const std::string limit = limitOf(shares, server.state.limits);
    if (limit.empty())
        return shares;
    const std::string copy
        = "deltascope load MODEL --delta ... --server NAME=URL --column \"" + spec + "\" --copies DIR";
    throw Failure(Error{server.name, "expected a configuration that it takes, found " + spec + ": " + limit,
                        server.state.limits.load.empty() ? copy : server.state.limits.load, "cannot"});
}

/// A copy that holds a strength or a sum is loaded under its SPEC.
bool isCopyThere(const std::string &spec, const serving::Server &server)
{
    return spec.find_first_of("+*") != std::string::npos && server.state.adapter(spec);
}

std::string namesOf(const std::vector<serving::Server> &servers)
{
    std::string text;
    for (const serving::Server &server : servers)
        text += (text.empty() ? "" : ", ") + server.name;
    return text;
}

} // namespace

Servers::Servers(const Options &options)
{
    const std::string key = options.servers.empty() ? "" : keyOf(options);
    TerminalProgress progress;
    for (const ServerAddress &address : options.servers) {
        for (const serving::Server &known : m_servers)
            if (known.name == address.name)
                throw Failure(address.name,
                              "expected a different name for each server, found it twice; write NAME=URL");
        m_access.push_back({address, key, {}, nullptr});
        m_engines.push_back(valueOf(served::connect(m_access.back(), progress)));
        m_servers.push_back({address.name, m_engines.back().get(), valueOf(m_engines.back()->state(progress))});
    }
}

std::optional<std::size_t> Servers::placeOf(const std::string &name) const
{
    for (std::size_t i = 0; i < m_servers.size(); ++i)
        if (m_servers[i].name == name || hostOf(m_access[i].address) == name)
            return i;
    return std::nullopt;
}

std::pair<std::string, std::optional<std::size_t>> Servers::split(const std::string &spec) const
{
    const std::size_t at = spec.rfind('@');
    if (at == std::string::npos || m_servers.empty()) // a delta's name may hold one, as a hub id's revision does
        return {spec, std::nullopt};
    const std::string name = spec.substr(at + 1);
    if (const auto place = placeOf(name))
        return {spec.substr(0, at), place};
    throw Usage{"--column " + spec + ": expected one of the servers (" + namesOf(m_servers) + ") behind @, found "
                + name};
}

std::vector<AdapterShare> wantedOf(const std::string &spec, const Opened &opened,
                                   const std::vector<ServedAdapter> &there)
{
    std::vector<std::string> names = deltaNames(opened);
    for (const ServedAdapter &adapter : there)
        if (std::find(names.begin(), names.end(), adapter.name) == names.end())
            names.push_back(adapter.name);
    std::vector<AdapterShare> wanted;
    for (const auto &[name, strength] : parseColumn(spec, names))
        wanted.push_back({name, partOf(name, strength, opened).strength});
    return wanted;
}

std::vector<AttachedDelta> attachedOf(const std::vector<AdapterShare> &wanted, const Opened &opened)
{
    std::vector<AttachedDelta> attached;
    for (const AdapterShare &share : wanted) {
        const DeltaInfo *delta = partOf(share.adapter, 1, opened).delta;
        attached.push_back({delta ? delta->id : -1, share.adapter, delta ? delta->kind : "adapter", share.strength,
                            delta ? static_cast<int>(delta->taps.size()) : 0});
    }
    return attached;
}

std::vector<AdapterShare> sharesOf(const std::vector<AdapterShare> &wanted, const std::string &spec,
                                   const Opened &opened, const serving::Server &server)
{
    if (isCopyThere(spec, server))
        return {{spec, 1}};
    std::vector<AdapterShare> shares;
    for (const AdapterShare &one : wanted) {
        const DeltaInfo *delta = partOf(one.adapter, 1, opened).delta;
        if (!delta && !server.state.adapter(one.adapter))
            throw Usage{"--column " + spec + "@" + server.name + ": expected base, a delta (--delta) or an adapter "
                        + "that is loaded there, found " + one.adapter};
        if (!delta) {
            shares.push_back(one);
            continue;
        }
        const Mix mix{{{delta->id, true, one.strength, {}}}};
        const auto share = serving::sharesOf(mix, opened.deltas, server.state, server.name);
        shares.insert(shares.end(), share.begin(), share.end());
    }
    return expectServable(std::move(shares), spec, server);
}

std::vector<AdapterShare> sharesOf(const std::string &spec, const Opened &opened, const serving::Server &server)
{
    if (isCopyThere(spec, server))
        return {{spec, 1}};
    return sharesOf(wantedOf(spec, opened, server.state.adapters), spec, opened, server);
}

std::vector<AdapterShare> sharesOf(const Column &column, const Opened &opened, const serving::Server &server)
{
    if (isCopyThere(column.name, server))
        return {{column.name, 1}};
    return expectServable(serving::sharesOf(column.mix, opened.deltas, server.state, server.name), column.name, server);
}

} // namespace deltascope::app
