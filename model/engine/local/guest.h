#pragma once

#include "engine/local/session.h"
#include "nn/delta/delta.h"

namespace deltascope {

/// A delta that is in the session for as long as this lives.
class Guest {
public:
    Guest(Session &session, nn::BuiltDelta delta);
    ~Guest();
    Guest(const Guest &) = delete;
    Guest &operator=(const Guest &) = delete;

    /// `mix` with the guest in it.
    Column column(std::string name, Mix mix = {}) const;

private:
    Session &m_session;
};

} // namespace deltascope
