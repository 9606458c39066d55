#pragma once

#include "app/cli/session.h"
#include "serving/drift.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltascope::app {

/// The servers of --server, asked what they are.
class Servers {
public:
    /// Throws Failure for one that does not answer, and for two of one name.
    explicit Servers(const Options &options);

    const std::vector<serving::Server> &all() const { return m_servers; }
    served::ServerAccess access(std::size_t server) const { return m_access[server]; }

    /// Of the server that is called so, or stands at that HOST:PORT.
    std::optional<std::size_t> placeOf(const std::string &name) const;
    /// "SPEC@NAME" as the configuration and the server's place; no place where no server is meant. Throws Usage for a
    /// name that no server has.
    std::pair<std::string, std::optional<std::size_t>> split(const std::string &spec) const;

private:
    std::vector<served::ServerAccess> m_access;
    std::vector<std::unique_ptr<served::ServedEngine>> m_engines;
    std::vector<serving::Server> m_servers;
};

/// A SPEC by the names that stand in it, with the strengths of the command line's deltas; `there` are adapters that it
/// may name beside them. Throws Failure.
std::vector<AdapterShare> wantedOf(const std::string &spec, const Opened &opened,
                                   const std::vector<ServedAdapter> &there);
/// As answers tell what was attached: deltas that are known here with what they are.
std::vector<AttachedDelta> attachedOf(const std::vector<AdapterShare> &wanted, const Opened &opened);
/// What is wanted as a server's requests name it; `spec` says it in words, and may be the name of a copy there. Throws
/// as the next.
std::vector<AdapterShare> sharesOf(const std::vector<AdapterShare> &wanted, const std::string &spec,
                                   const Opened &opened, const serving::Server &server);
/// A SPEC as a server's requests name it: deltas of the command line, else adapters that are loaded there. Throws Usage
/// and, for what the engine has no means for too, Failure.
std::vector<AdapterShare> sharesOf(const std::string &spec, const Opened &opened, const serving::Server &server);
/// The same of a configuration whose strengths are its own.
std::vector<AdapterShare> sharesOf(const Column &column, const Opened &opened, const serving::Server &server);

} // namespace deltascope::app
