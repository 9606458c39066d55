#pragma once

#include <string>
#include <utility>
#include <vector>

namespace deltascope {

/// How conversations become prompts (cli.md, Chat).
struct ChatSettings {
    std::string name; ///< of the template; empty: the default one
    std::vector<std::pair<std::string, std::string>> variables; ///< name and value as JSON; they win over all others
    bool operator==(const ChatSettings &) const = default;
};

} // namespace deltascope
