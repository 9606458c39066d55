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

    /// "SPEC@NAME" as the configuration and the server's place; no place where no server is meant. Throws Usage for a
    /// name that no server has.
    std::pair<std::string, std::optional<std::size_t>> split(const std::string &spec) const;

private:
    std::vector<served::ServerAccess> m_access;
    std::vector<std::unique_ptr<served::ServedEngine>> m_engines;
    std::vector<serving::Server> m_servers;
};

/// A SPEC as a server's requests name it: deltas of the command line, else adapters that are loaded there. Throws Usage
/// and Failure.
std::vector<AdapterShare> sharesOf(const std::string &spec, const Opened &opened, const serving::Server &server);
/// The same of a configuration whose strengths are its own.
std::vector<AdapterShare> sharesOf(const Column &column, const Opened &opened, const serving::Server &server);

} // namespace deltascope::app
