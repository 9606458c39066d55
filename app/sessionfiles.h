#pragma once

#include "files/sessionfile.h"
#include "items/desk.h"
#include "views/common/messagebar.h"

namespace deltascope::app {

/// What asking for a session's file needs.
struct SessionParts {
    QWidget &window;
    items::Desk &desk;
    views::MessageBar &messages;
};

/// Asks for a session's file and opens it.
void openSessionFile(const SessionParts &parts);
/// Asks for a file and saves what is open to it.
void saveSessionFile(const SessionParts &parts);
/// Beside the message that a session's model could not be opened: to look for it, or to open the demo.
void offerInstead(const SessionParts &parts, const files::SessionFile &gone);

} // namespace deltascope::app
