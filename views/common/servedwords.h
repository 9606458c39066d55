#pragma once

#include "items/servers.h"
#include "items/session.h"

namespace deltascope::views {

/// What the rack and the panel say of a delta's adapter on a server.
struct ServedWords {
    QString text; ///< "loaded, same files"
    QString hint; ///< from where the server has it, and whether that is what stands here
};
ServedWords servedWords(const items::Servers &servers, const items::ServerEntry &server, const ServedAdapter &adapter,
                        const items::SessionDelta &delta);

} // namespace deltascope::views
