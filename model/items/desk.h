#pragma once

#include "bridge/workspace.h"
#include "items/bench.h"
#include "items/meters.h"
#include "items/opening.h"
#include "items/questions.h"
#include "items/session.h"

namespace deltascope::items {

/// The one owner of everything that is not a widget: the engine's side, the live session and what runs for it. Made
/// before the window, whose panels refer to its parts, and destroyed after it.
class Desk {
public:
    explicit Desk(bridge::EngineFactory factory, bridge::Fetch fetch = {});

    bridge::Workspace &workspace() { return m_workspace; }
    Session &session() { return m_session; }
    Bench &bench() { return m_bench; }
    Meters &meters() { return m_meters; }
    Opening &opening() { return m_opening; }
    Questions &questions() { return m_questions; }

    /// Whether all that was asked for is there and computed.
    bool isSettled() const;

private:
    bridge::Workspace m_workspace; // first: the others refer to it
    Session m_session;
    Bench m_bench;
    Meters m_meters;
    Opening m_opening;
    Questions m_questions;
};

} // namespace deltascope::items
