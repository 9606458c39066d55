#pragma once

#include "core/served.h"
#include "items/servers.h"
#include "items/sessionstate.h"

#include <QString>

#include <optional>
#include <vector>

namespace deltascope::items {

/// What a served column asks, as its server calls it.
struct ServedShares {
    std::vector<AdapterShare> shares;
    QString lack; ///< why it cannot be asked: an adapter that the server has not, or more than its engine can
    bool isLoadable = false; ///< loading something there would help
};
/// Every adapter is a delta of the rack that the server has loaded, or one that it alone has. What its engine cannot, a
/// copy can that was loaded under the whole spec.
ServedShares sharesOf(const session::ServedSpec &spec, const SessionState &state, const ServedState &said);

/// What the server would answer with, so that answers of other weights are told apart; empty while it does not say.
std::string sourceOf(const session::ServedSpec &spec, const SessionState &state, const ServerEntry &server);

/// What the comparison's columns there ask that the server would take as one adapter: strengths and sums, where its
/// engine has none and loads at run time, of deltas that are here.
std::vector<session::ServedSpec> copiesFor(const std::string &server, const SessionState &state,
                                           const ServedState &said);
/// The same configuration here; none where a delta of it is not here.
std::optional<Mix> mixOf(const session::ServedSpec &spec, const SessionState &state);

/// A configuration of the rack as a server's column; none for settings at single sites, which no server takes.
std::optional<session::ServedSpec> servedSpec(const QString &server, const SessionState &state, const Mix &mix);

} // namespace deltascope::items
