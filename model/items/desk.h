#pragma once

#include "bridge/workspace.h"
#include "items/bench.h"
#include "items/blaming.h"
#include "items/evaluation.h"
#include "items/keeper.h"
#include "items/likeness.h"
#include "items/meters.h"
#include "items/opening.h"
#include "items/questions.h"
#include "items/servedcells.h"
#include "items/servers.h"
#include "items/session.h"
#include "items/sweep.h"

namespace deltascope::items {

struct DeskOptions {
    bridge::Fetch fetch = {}; ///< of what the engine would have to download
    QString sessions = {}; ///< the folder where sessions are kept; empty: nowhere
};

/// The one owner of everything that is not a widget: the engine's side, the live session and what runs for it. Made
/// before the window, whose panels refer to its parts, and destroyed after it.
class Desk {
public:
    explicit Desk(bridge::EngineFactory factory, const DeskOptions &options = {});

    bridge::Workspace &workspace() { return m_workspace; }
    Questions &questions() { return m_questions; }
    Session &session() { return m_session; }
    Bench &bench() { return m_bench; }
    Evaluation &evaluation() { return m_evaluation; }
    Blaming &blaming() { return m_blaming; }
    Sweep &sweep() { return m_sweep; }
    Likeness &likeness() { return m_likeness; }
    Meters &meters() { return m_meters; }
    Opening &opening() { return m_opening; }
    Keeper &keeper() { return m_keeper; }
    Servers &servers() { return m_servers; }
    Drifting &drifting() { return m_bench.served()->drifting(); }

    /// Whether all that was asked for is there and computed.
    bool isSettled() const;

private:
    bridge::Workspace m_workspace; // first: the others refer to it
    Questions m_questions;
    Servers m_servers;
    Session m_session;
    Bench m_bench;
    Evaluation m_evaluation;
    Blaming m_blaming;
    Sweep m_sweep;
    Likeness m_likeness;
    Meters m_meters;
    Opening m_opening;
    Keeper m_keeper;
};

} // namespace deltascope::items
