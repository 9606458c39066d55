#pragma once

#include "items/benchmodel.h"
#include "support/turns.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/viewrig.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QSplitter>

namespace deltascope::test {

/// The bench's two sides in a window of 1160 x 420, over a live session.
struct Panels {
    ViewRig rig;
    views::BenchPanel panel;
    QSplitter window;

    explicit Panels(std::optional<HeadChoice> head = {})
        : rig(head)
        , panel(rig.session, rig.bench, rig.meters)
    {
        new QAbstractItemModelTester(model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &panel);
        window.addWidget(panel.inputs());
        window.addWidget(&panel);
        window.setSizes({260, 900});
        window.resize(1160, 420);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        (void)rig.settle();
        finishTurns();
    }
    ~Panels() { panel.setParent(nullptr); }
    items::BenchModel *model() const { return static_cast<items::BenchModel *>(panel.table()->model()); }
    QString text(int row, int column) const { return model()->index(row, column).data().toString(); }
    QPlainTextEdit *editor(int i) { return named<QPlainTextEdit>(*panel.inputs()->card(rig.input(i)), "Input text"); }
};

} // namespace deltascope::test
