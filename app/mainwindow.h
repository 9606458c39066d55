#pragma once

#include "app/opening.h"
#include "app/settings.h"
#include "bridge/workspace.h"
#include "items/bench.h"
#include "items/meters.h"
#include "items/session.h"
#include "views/common/theme.h"

#include <QMainWindow>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace deltascope::views {
class AddDeltaPanel;
class BenchPanel;
class InspectorPanel;
class MessageBar;
class ModulesPanel;
class RackPanel;
class ShelfPanel;
} // namespace deltascope::views

namespace deltascope::app {

class HeadBar;
class TopBar;

/// The window: owns the workspace, the live session and the panels. What the panels tell one another is in wiring.h.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(bridge::EngineFactory factory, Settings &settings);
    ~MainWindow() override;

    Opening &opening() { return m_opening; }
    items::Session &session() { return m_session; }
    items::Bench &bench() { return m_bench; }
    items::Meters &meters() { return m_meters; }
    const Settings &settings() const { return m_settings; }
    bridge::Workspace &workspace() { return m_workspace; }

    TopBar *topBar() const { return m_topBar; }
    HeadBar *headBar() const { return m_headBar; }
    views::MessageBar *messages() const { return m_messages; }
    views::RackPanel *rack() const { return m_rack; }
    views::ModulesPanel *modules() const { return m_modules; }
    views::InspectorPanel *inspector() const { return m_inspector; }
    views::AddDeltaPanel *addDelta() const { return m_addDelta; }
    views::ShelfPanel *shelf() const { return m_shelf; }
    views::BenchPanel *benchPanel() const { return m_benchPanel; }

    /// Whether all that is shown is computed for what is set.
    bool isSettled() const;
    void switchTheme();
    void showAddDelta(bool isShown);
    /// The shelf stands where the inspector does; it looks through its folder once it is shown.
    void showShelf(bool isShown);
    void openModel(const QString &model);
    /// Opens what is open once more, in another way, with its deltas, columns and inputs.
    void reopen(const std::function<void(OpenRequest &)> &change);

Q_SIGNALS:
    /// A file or folder was dropped somewhere on the window.
    void dropped(const QString &path);

public Q_SLOTS:
    void chooseModel();
    void startExport();
    /// The whole tree, as the file's ending says; what came of it is said in the message bar.
    void exportTo(const QString &path, views::Theme::Kind theme = views::Theme::Kind::Light);
    void showKeys();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void layOut();
    void makeViewMenu();
    void restoreLayout();
    Layout currentLayout() const;
    void remember();

    Settings &m_settings;
    bridge::Workspace m_workspace;
    items::Session m_session;
    items::Bench m_bench;
    items::Meters m_meters;
    Opening m_opening;

    TopBar *m_topBar;
    views::MessageBar *m_messages;
    HeadBar *m_headBar;
    views::RackPanel *m_rack;
    views::ModulesPanel *m_modules;
    views::InspectorPanel *m_inspector;
    views::AddDeltaPanel *m_addDelta;
    views::ShelfPanel *m_shelf;
    QStackedWidget *m_side;
    views::BenchPanel *m_benchPanel;
    QSplitter *m_rows, *m_upper, *m_lower;
};

} // namespace deltascope::app
