#include "items/desk.h"

#include <utility>

namespace deltascope::items {

Desk::Desk(bridge::EngineFactory factory, const DeskOptions &options)
    : m_workspace(std::move(factory), options.fetch)
    , m_questions(m_workspace)
    , m_servers(m_questions)
    , m_session(m_workspace)
    , m_bench(m_session, m_workspace)
    , m_evaluation(m_session, m_workspace)
    , m_blaming(m_session, m_bench, m_workspace)
    , m_sweep(m_session, m_workspace)
    , m_likeness(m_session, m_workspace)
    , m_meters(m_session, m_workspace)
    , m_opening(m_session, m_workspace)
    , m_keeper(m_session, m_opening, options.sessions)
{
    m_bench.serve(m_servers);
}

bool Desk::isSettled() const
{
    for (const bridge::Lane lane : {bridge::Lane::Edit, bridge::Lane::Read, bridge::Lane::Identify})
        if (m_workspace.isBusy(lane))
            return false;
    return !m_opening.isBusy() && m_bench.isSettled() && m_meters.isSettled() && m_evaluation.isSettled()
           && !m_blaming.isRunning() && m_sweep.isSettled() && m_likeness.isSettled();
}

} // namespace deltascope::items
