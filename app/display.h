#pragma once

namespace deltascope::app {

/// While one is there, Qt's complaint that no display can be reached ends the program with a sentence and status 1, in
/// place of an abort. To be there while the QApplication is made.
class DisplayNeeded {
public:
    DisplayNeeded();
    ~DisplayNeeded();
    DisplayNeeded(const DisplayNeeded &) = delete;
    DisplayNeeded &operator=(const DisplayNeeded &) = delete;
};

} // namespace deltascope::app
