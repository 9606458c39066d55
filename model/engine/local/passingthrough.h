#pragma once

#include "engine/local/guest.h"

namespace deltascope {

/// While it is in a column of a session, weights that are mapped leave memory as soon as their module has run, so that
/// a run takes little more of it than its widest module.
class PassingThrough : public Guest {
public:
    explicit PassingThrough(Session &session);
};

} // namespace deltascope
