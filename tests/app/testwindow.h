#pragma once

// The window over a desk of its own, with the parts that tests reach for.
#include "app/headbar.h"
#include "app/mainwindow.h"
#include "app/reporting.h"
#include "app/topbar.h"
#include "views/adddelta/adddeltapanel.h"
#include "views/bench/benchpanel.h"
#include "views/common/toasts.h"
#include "views/inspector/inspectorpanel.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"
#include "views/shelf/shelfpanel.h"

namespace deltascope::test {

struct DeskHolder {
    items::Desk desk;
    app::Reporting reporter{desk};
};

/// The desk is made before the window and destroyed after it, as in the program.
class TestWindow : private DeskHolder, public app::MainWindow {
public:
    /// `sessions`: the folder where sessions are kept; empty: nowhere.
    TestWindow(bridge::EngineFactory factory, app::Settings &settings, const QString &sessions = {})
        : DeskHolder{items::Desk(std::move(factory), {{}, sessions})}
        , MainWindow(desk, settings, reporter)
    {
    }
    using DeskHolder::desk;

    items::Opening &opening() { return desk.opening(); }
    items::Session &session() { return desk.session(); }
    items::Bench &bench() { return desk.bench(); }
    bridge::Workspace &workspace() { return desk.workspace(); }

    app::TopBar *topBar() const { return findChild<app::TopBar *>(); }
    app::HeadBar *headBar() const { return findChild<app::HeadBar *>(); }
    views::Toasts *messages() const { return findChild<views::Toasts *>(); }
    views::RackPanel *rack() const { return findChild<views::RackPanel *>(); }
    views::ModulesPanel *modules() const { return findChild<views::ModulesPanel *>(); }
    views::InspectorPanel *inspector() const { return findChild<views::InspectorPanel *>(); }
    views::AddDeltaPanel *addDelta() const { return findChild<views::AddDeltaPanel *>(); }
    views::ShelfPanel *shelf() const { return findChild<views::ShelfPanel *>(); }
    views::BenchPanel *benchPanel() const { return findChild<views::BenchPanel *>(); }
};

} // namespace deltascope::test
