#pragma once

class QMenu;
class QWidget;

namespace deltascope::items {
class Desk;
}

namespace deltascope::app {

class Actions;
class MainWindow;
class Settings;

/// What the menu acts on.
struct OpenMenuParts {
    MainWindow &window;
    items::Desk &desk;
    const Actions &actions;
    const Settings &settings;
};

/// Everything that opens a model, or opens the present one in another way.
QMenu *makeOpenMenu(const OpenMenuParts &parts, QWidget *parent);

} // namespace deltascope::app
