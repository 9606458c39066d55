#pragma once

#include "items/servers.h"
#include "items/session.h"

class QMenu;

namespace deltascope::views {

/// Adds to a menu what could be a column on the server: the backbone, the rack's deltas, what the server alone has, and
/// the configurations of the columns here. What it cannot run is grey, and says why.
void addServedColumns(QMenu &menu, items::Session &session, const items::ServerEntry &server);

/// Adds, for each server that answers, the column's configuration as a column there.
void addPlaces(QMenu &menu, items::Session &session, const items::Servers &servers, const items::BenchColumn &column);

} // namespace deltascope::views
