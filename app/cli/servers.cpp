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

std::pair<std::string, std::optional<std::size_t>> Servers::split(const std::string &spec) const
{
    const std::size_t at = spec.rfind('@');
    if (at == std::string::npos || m_servers.empty()) // a delta's name may hold one, as a hub id's revision does
        return {spec, std::nullopt};
    const std::string name = spec.substr(at + 1);
    for (std::size_t i = 0; i < m_servers.size(); ++i)
        if (m_servers[i].name == name)
            return {spec.substr(0, at), i};
    throw Usage{"--column " + spec + ": expected one of the servers (" + namesOf(m_servers) + ") behind @, found "
                + name};
}

std::vector<AdapterShare> sharesOf(const std::string &spec, const Opened &opened, const serving::Server &server)
{
    if (isCopyThere(spec, server))
        return {{spec, 1}};
    std::vector<AdapterShare> shares;
    std::vector<std::string> names = deltaNames(opened);
    for (const ServedAdapter &adapter : server.state.adapters)
        if (std::find(names.begin(), names.end(), adapter.name) == names.end())
            names.push_back(adapter.name);
    for (const auto &[name, strength] : parseColumn(spec, names)) {
        const auto [delta, own] = partOf(name, strength, opened);
        if (!delta && !server.state.adapter(name))
            throw Usage{"--column " + spec + "@" + server.name + ": expected base, a delta (--delta) or an adapter "
                        + "that is loaded there, found " + name};
        if (!delta) {
            shares.push_back({name, own});
            continue;
        }
        const Mix mix{{{delta->id, true, own, {}}}};
        const auto share = serving::sharesOf(mix, opened.deltas, server.state, server.name);
        shares.insert(shares.end(), share.begin(), share.end());
    }
    return shares;
}

std::vector<AdapterShare> sharesOf(const Column &column, const Opened &opened, const serving::Server &server)
{
    if (isCopyThere(column.name, server))
        return {{column.name, 1}};
    return serving::sharesOf(column.mix, opened.deltas, server.state, server.name);
}

} // namespace deltascope::app
