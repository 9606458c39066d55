// The heads of the comparison and what its columns are told by hands and keys.
#include "items/rightness.h"
#include "views/bench/columnheader.h"
#include "views/benchpanels.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::Panels;

class ColumnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsRightIsCountedInEveryColumn()
    {
        Panels p;
        const int key = p.rig.session.addColumn("bare", Mix{});
        (void)p.rig.settle();
        const auto &state = p.rig.session.state();
        const auto label = [&](int input) { return p.rig.bench.cell(p.rig.input(input), key)->output.label; };
        const auto answers = [&] { return items::rightAnswers(state, p.rig.bench, key); };
        QCOMPARE(answers().judged, 0);
        const QImage before = p.panel.grab().toImage();
        p.rig.session.setExpected(p.rig.input(0), QString::fromStdString(label(0)));
        QCOMPARE(answers().judged, 1);
        QCOMPARE(answers().right, 1);
        const auto &labels = p.rig.session.network()->labels;
        const auto index = std::find(labels.begin(), labels.end(), label(1)) - labels.begin();
        p.rig.session.setExpected(p.rig.input(1), QString::number(index));
        QCOMPARE(answers().right, 2);
        p.rig.session.setExpected(p.rig.input(1), QString::number((index + 1) % 6));
        QCOMPARE(answers().judged, 2);
        QCOMPARE(answers().right, 1);
        (void)p.rig.settle();
        QVERIFY(p.panel.grab().toImage() != before); // its head says so
    }

    void anyColumnCanBeTheBaseline()
    {
        Panels p;
        const int bare = items::baselineOf(p.rig.session.state())->key;
        const int other = p.rig.session.addColumn("other", {{{p.rig.id(0), true, 1, {}}}});
        (void)p.rig.settle();
        const auto &state = p.rig.session.state();
        QCOMPARE(items::baselineOf(state)->key, bare);
        p.rig.session.setBaseline(other);
        QCOMPARE(items::baselineOf(state)->key, other);
        p.rig.session.setBaseline(bare);
        QCOMPARE(items::baselineOf(state)->key, bare);
        QVERIFY(!state.column(other)->isBaseline);
        p.rig.session.undoStack().undo();
        QCOMPARE(items::baselineOf(state)->key, other);
        p.rig.session.setBaseline(-1);
        QCOMPARE(items::baselineOf(state)->key, bare);
    }

    void aColumnShowsInTheTreeWhereItDiffersFromTheBaseline()
    {
        Panels p;
        const QString bare = items::titleOf(p.rig.session.state(), *items::baselineOf(p.rig.session.state()));
        DeltaSetting half{p.rig.id(0), true, 1, {}};
        half.sites[p.rig.delta(0).info->taps[0].module].attached = false;
        p.rig.session.addColumn("half", {{half}});
        (void)p.rig.settle();
        const auto &columns = p.rig.session.state().columns;
        const int section = int(columns.size()) - 1;
        auto *header = p.panel.findChild<ColumnHeader *>();
        QSignalSpy found(&p.panel, &BenchPanel::differenceFound);
        const QPoint at(header->sectionViewportPosition(section) + 20, 10);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, header->viewport()->mapToGlobal(at));
        QApplication::sendEvent(header->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == "Show in the tree what differs from " + bare)
                action->trigger();
        menu->close();
        QCOMPARE(found.count(), 1);
        QList<int> others;
        for (const TapInfo &tap : p.rig.delta(0).info->taps)
            others << tap.module;
        others.removeFirst(); // where it is detached, both are bare
        QCOMPARE(found[0][0].value<QList<int>>(), others);
        QCOMPARE(found[0][1].toString(), QString("half"));
    }

    void theHeadTellsWhatTheEngineHadAttached()
    {
        Panels p;
        QCOMPARE(p.model()->headerData(0, Qt::Horizontal).toString(), QString("Nothing"));
        QCOMPARE(p.model()->headerData(1, Qt::Horizontal).toString(), QString("Backbone"));
        p.rig.session.attach(p.rig.id(0));
        p.rig.session.attach(p.rig.id(2));
        QVERIFY(p.rig.settle());
        QCOMPARE(p.model()->headerData(0, Qt::Horizontal).toString(), QString("English + Topic"));
        QCOMPARE(p.rig.bench.attached(p.rig.column(0))->size(), std::size_t(2));
        QVERIFY(p.rig.bench.attached(p.rig.column(1))->empty());
    }

    void columnsAreRenamedMovedAndRemoved()
    {
        Panels p;
        auto *header = static_cast<ColumnHeader *>(p.panel.table()->horizontalHeader());
        const int key = p.rig.column(1);
        QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, {header->sectionViewportPosition(1) + 40, 18});
        auto *edit = named<QLineEdit>(*header, "New name of the column");
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, "bare");
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(p.rig.session.state().columns[1].name, std::string("bare"));
        header->moveSection(1, 0);
        QCOMPARE(p.rig.session.state().columns[0].key, key);
        QCOMPARE(header->visualIndex(0), 0);
        p.rig.session.removeColumn(key);
        QCOMPARE(p.model()->columnCount(), 1);
        p.rig.session.undoStack().undo();
        QCOMPARE(p.model()->headerData(0, Qt::Horizontal).toString(), QString("bare"));
        QVERIFY(p.rig.settle());
    }

    void headsAreWalkedWithKeys()
    {
        Panels p;
        QApplication::setActiveWindow(&p.window);
        auto *header = p.panel.findChild<ColumnHeader *>();
        const int key = p.rig.session.addColumn("mine", {{{p.rig.id(0), true, 1, {}}}});
        header->setFocus(Qt::TabFocusReason);
        QVERIFY(header->hasFocus());
        QTest::keyClick(header, Qt::Key_Right);
        QTest::keyClick(header, Qt::Key_Right);
        QTest::keyClick(header, Qt::Key_Space);
        QVERIFY(p.rig.isAttached(0));
        QTest::keyClick(header, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(p.rig.session.state().columns[1].key, key);
        QTest::keyClick(header, Qt::Key_F2);
        auto *field = named<QLineEdit>(*header, "New name of the column");
        QTest::keyClicks(field, "other");
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(p.rig.session.state().columns[1].name, std::string("mine"));
        QVERIFY(header->hasFocus());
        QTest::keyClick(header, Qt::Key_Delete);
        QVERIFY(!p.rig.session.state().column(key));
    }
    void aColumnThatComesAloneIsScrolledTo()
    {
        Panels p;
        QScrollBar *bar = p.panel.table()->horizontalScrollBar();
        const auto add = [&p](int count) {
            for (int i = 0; i < count; ++i)
                p.rig.session.addColumn(QString::number(i), Mix{{{p.rig.id(i % 3), true, 0.5 + i, {}}}});
            (void)p.rig.settle();
            test::finishTurns();
        };
        add(6); // as a session that is opened brings them
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), 0);
        add(1);
        QTRY_COMPARE(bar->value(), bar->maximum());
        p.rig.session.undoStack().undo();
        p.rig.session.removeColumn(p.rig.session.state().columns.front().key);
        p.rig.session.undoStack().undo();
        QTRY_COMPARE(bar->value(), 0);
    }
};

QTEST_MAIN(ColumnsTest)
#include "tst_columns.moc"
