#pragma once

#include "app/panels.h"

namespace deltascope::items {
class Desk;
}

namespace deltascope::app {

class Actions;
class MainWindow;
class Settings;

/// All that the window can do, with its keys: the one list that menus, the page of keys and the palette read.
void fillActions(Actions &actions, items::Desk &desk, const Panels &panels, MainWindow &window,
                 const Settings &settings);

} // namespace deltascope::app
