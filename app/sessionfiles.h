#pragma once

#include "files/sessionfile.h"
#include "items/desk.h"

class QWidget;

namespace deltascope::views {
class Toasts;
} // namespace deltascope::views

namespace deltascope::app {

/// What asking for a session's file needs.
struct SessionParts {
    QWidget &window;
    items::Desk &desk;
    views::Toasts &messages;
};

/// Asks for a session's file and opens it.
void openSessionFile(const SessionParts &parts);
/// Asks for a file and saves what is open to it.
void saveSessionFile(const SessionParts &parts);
/// Asks where the model of a session is, and opens both.
void findModel(const SessionParts &parts, const files::SessionFile &session);

} // namespace deltascope::app
