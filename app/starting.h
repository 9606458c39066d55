#pragma once

#include "app/sessionfiles.h"
#include "app/start/startpage.h"

#include <QObject>

#include <optional>

namespace deltascope::app {

class MainWindow;
class Settings;
class TopBar;

/// When the start page stands in the place of the panels, and what becomes of what is chosen there.
class Starting : public QObject {
    Q_OBJECT

public:
    /// What it stands between; `work`: all that gives way to the page.
    struct Parts {
        MainWindow &window;
        items::Desk &desk;
        Settings &settings;
        views::Toasts &messages;
        TopBar &topBar;
        QWidget &work;
    };

    explicit Starting(const Parts &parts);
    StartPage *page() const { return m_page; }
    /// `problem`: why what was tried did not open.
    void show(const QString &problem = {});
    /// To what is open, if something is.
    void leave();
    void openDemo();
    /// Opens what was open last: if its model is gone, the page offers to find that.
    void openKept(const files::SessionFile &kept, items::Keeper::Begin begin);

private:
    void connectPage();
    void connectOpening();
    void lookElsewhere();
    SessionParts sessionParts() const;

    Parts m_parts;
    StartPage *m_page;
    std::optional<files::SessionFile> m_kept; ///< that was opened first
};

} // namespace deltascope::app
