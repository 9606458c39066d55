#include "engine/local/guest.h"

namespace deltascope {

namespace {
constexpr DeltaId guestId = -2; // no delta of the user's has it
}

Guest::Guest(Session &session, nn::BuiltDelta delta)
    : m_session(session)
{
    delta.info.id = guestId;
    m_session.deltas.push_back({std::move(delta.info), std::move(delta.taps), std::move(delta.files), nullptr});
    m_session.plugIn();
}

Guest::~Guest()
{
    m_session.deltas.pop_back();
    m_session.plugIn();
}

Column Guest::column(std::string name, Mix mix) const
{
    mix.deltas.push_back({guestId, true, 1, {}});
    return {std::move(name), std::move(mix)};
}

} // namespace deltascope
