#include "views/common/labels.h"
#include "views/modules/findfield.h"
#include "views/modules/lanehead.h"
#include "views/modules/modulespanel.h"
#include "views/modules/patchbay.h"
#include "views/viewrig.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::items::FirstLaneColumn;
using deltascope::test::ViewRig;

namespace {

struct Bay {
    ViewRig rig;
    ModulesPanel panel{rig.session, rig.questions};

    Bay()
    {
        panel.resize(900, 620);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    PatchBay *tree() { return panel.tree(); }
    QModelIndex row(const QString &path, int column = 0) { return find(path, {}).siblingAtColumn(column); }
    QPoint at(const QString &path, int lane) { return tree()->visualRect(row(path, FirstLaneColumn + lane)).center(); }

private:
    QModelIndex find(const QString &path, const QModelIndex &parent)
    {
        const QAbstractItemModel *model = tree()->model();
        for (int i = 0; i < model->rowCount(parent); ++i) {
            const QModelIndex index = model->index(i, 0, parent);
            if (index.data(items::PathRole).toString() == path)
                return index;
            if (const QModelIndex below = find(path, index); below.isValid())
                return below;
        }
        return {};
    }
};

const QString encoderFc2 = QStringLiteral("model.encoder.layers.0-2.fc2");

} // namespace

class PatchBayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClickOnAMarkSwitchesThatDeltaThere()
    {
        Bay bay;
        bay.tree()->scrollTo(bay.row(encoderFc2));
        QTest::mouseClick(bay.tree()->viewport(), Qt::LeftButton, {}, bay.at(encoderFc2, 0));
        const auto sites = bay.row(encoderFc2).data(items::ModulesRole).value<QList<int>>();
        QCOMPARE(sites.size(), 3);
        for (const int site : sites)
            QVERIFY(bay.rig.delta(0).setting.attachedAt(site));
        QVERIFY(!bay.rig.delta(0).setting.attached);
        QVERIFY(!bay.rig.isAttached(1));
        QTest::mouseClick(bay.tree()->viewport(), Qt::LeftButton, {}, bay.at(encoderFc2, 0));
        QVERIFY(!bay.rig.isAttached(0));
        QCOMPARE(bay.rig.session.undoStack().count(), 2);
    }

    void heatShowsHowLargeTheChangesAre()
    {
        Bay bay;
        const auto lane = [&bay](const QString &path, int delta) {
            return bay.row(path, FirstLaneColumn + delta).data(items::LaneRole).value<items::LaneInfo>();
        };
        const QString decoderFc2 = QStringLiteral("model.decoder.layers.0-2.fc2");
        QVERIFY(lane(encoderFc2, 0).heat < 0);
        const QImage plain = bay.tree()->grab().toImage();
        auto *heat = bay.panel.findChild<LaneHead *>()->heatButton();
        QTest::mouseClick(heat, Qt::LeftButton);
        QTRY_VERIFY(bay.panel.isSettled() && lane(decoderFc2, 1).heat == 1);
        QVERIFY(lane(encoderFc2, 0).norm > 0 && lane(encoderFc2, 0).norm < lane(decoderFc2, 0).norm);
        QCOMPARE(lane(decoderFc2, 1).norm, 2 * lane(decoderFc2, 0).norm);
        QCOMPARE(lane("model.decoder", 1).norm, lane(decoderFc2, 1).norm); // a row says the largest below it
        QVERIFY(lane(encoderFc2, 2).heat < 0); // an adapter changes no weight
        QVERIFY(bay.row(decoderFc2, FirstLaneColumn).data(Qt::ToolTipRole).toString().contains("|dW| / |W| is 0."));
        QVERIFY(bay.tree()->grab().toImage() != plain);
        bay.rig.add("French", "lora");
        QTRY_VERIFY(bay.panel.isSettled() && lane(decoderFc2, 3).heat == 1);
        QVERIFY(lane(decoderFc2, 1).heat < 1);
        bay.rig.session.remove(bay.rig.id(3)); // what is gone is not the largest any more
        QTRY_COMPARE(lane(decoderFc2, 1).heat, 1.0);
        QTest::mouseClick(heat, Qt::LeftButton);
        QVERIFY(lane(encoderFc2, 0).heat < 0);
    }

    void aSubtreeIsCopiedAsText()
    {
        Bay bay;
        bay.tree()->scrollTo(bay.row("model.encoder"));
        const QPoint at = bay.tree()->visualRect(bay.row("model.encoder")).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, bay.tree()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(bay.tree()->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        menu->actions().last()->trigger();
        menu->close();
        const QStringList lines = QApplication::clipboard()->text().split('\n');
        QVERIFY2(lines[0].startsWith("encoder BartEncoder  "), qPrintable(lines[0]));
        QVERIFY(lines[1].startsWith("  ") && !lines[1].startsWith("   "));
        QVERIFY(lines.filter("fc2 Linear").size() == 1); // three layers are one row, as shown
        QVERIFY(lines.filter("decoder").isEmpty());
    }

    void aClickOnAMarkSelectsItsRow()
    {
        Bay bay;
        QSignalSpy selected(&bay.panel, &ModulesPanel::selected);
        bay.panel.reveal(0);
        bay.tree()->scrollTo(bay.row(encoderFc2));
        QTest::mouseClick(bay.tree()->viewport(), Qt::LeftButton, {}, bay.at(encoderFc2, 0));
        QCOMPARE(bay.tree()->selectionModel()->selectedRows(), QModelIndexList{bay.row(encoderFc2)});
        QCOMPARE(selected.last()[0].toString(), encoderFc2);
    }

    void aClickOverALaneSwitchesItEverywhere()
    {
        Bay bay;
        auto *head = static_cast<LaneHead *>(bay.tree()->header());
        const QPoint mark(head->sectionViewportPosition(FirstLaneColumn + 1) + 15, LaneHead::height / 2);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, mark);
        QVERIFY(bay.rig.delta(1).setting.attached);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, mark);
        QVERIFY(!bay.rig.delta(1).setting.attached);
    }

    void aFoldedRowSwitchesAllItsMembers()
    {
        Bay bay;
        const QString layers = QStringLiteral("model.encoder.layers.0-2");
        bay.tree()->scrollTo(bay.row(layers));
        QTest::mouseClick(bay.tree()->viewport(), Qt::LeftButton, {}, bay.at(layers, 2));
        QCOMPARE(bay.row(layers, FirstLaneColumn + 2).data(items::LaneRole).value<items::LaneInfo>().attached.all, 3);
    }

    void keysWalkIntoTheLanesAndSpaceSwitches()
    {
        Bay bay;
        bay.panel.reveal(bay.rig.delta(0).info->taps.front().module);
        bay.tree()->setFocus();
        QCOMPARE(bay.tree()->currentIndex(), bay.row(encoderFc2));
        QTest::keyClick(bay.tree(), Qt::Key_Right); // opens the rows of the deltas
        QTest::keyClick(bay.tree(), Qt::Key_Right);
        QCOMPARE(bay.tree()->currentIndex().column(), int(FirstLaneColumn));
        QTest::keyClick(bay.tree(), Qt::Key_Right);
        QTest::keyClick(bay.tree(), Qt::Key_Space);
        QVERIFY(bay.rig.isAttached(1));
        QTest::keyClick(bay.tree(), Qt::Key_Left);
        QTest::keyClick(bay.tree(), Qt::Key_Left);
        QCOMPARE(bay.tree()->currentIndex().column(), int(items::NameColumn));
    }

    void selectionTellsTheModulesOfARow()
    {
        Bay bay;
        QSignalSpy selected(&bay.panel, &ModulesPanel::selected), pointed(&bay.panel, &ModulesPanel::pointedAt);
        bay.tree()->scrollTo(bay.row(encoderFc2));
        QTest::mouseClick(bay.tree()->viewport(), Qt::LeftButton, {},
                          bay.tree()->visualRect(bay.row(encoderFc2)).center());
        QCOMPARE(selected.last()[0].toString(), encoderFc2);
        QCOMPARE(selected.last()[1].value<QList<int>>().size(), 3);
        QCOMPARE(pointed.count(), 1);
        bay.panel.reveal(0);
        QCOMPARE(pointed.count(), 1);
    }

    void searchLightsAndNextGoesOn()
    {
        Bay bay;
        bay.panel.setSearch("fc2");
        QTRY_VERIFY(bay.row(encoderFc2).data(items::LitRole).toBool());
        bay.panel.showNext();
        QCOMPARE(bay.tree()->currentIndex().siblingAtColumn(0), bay.row(encoderFc2));
        bay.panel.showNext();
        QCOMPARE(bay.tree()->currentIndex().siblingAtColumn(0), bay.row("model.decoder.layers.0-2.fc2"));
        bay.panel.setSearch("[r].*");
        QVERIFY(bay.rig.settle());
        QVERIFY(bay.row("model").data(items::LitRole).toBool());
        bay.panel.setSearch("");
        QTRY_VERIFY(!bay.row(encoderFc2).data(items::LitRole).toBool());
    }

    void aRecomputeKeepsScrollSelectionAndWhatIsOpen()
    {
        Bay bay;
        bay.panel.resize(900, 300);
        bay.panel.reveal(bay.rig.delta(0).info->taps.back().module);
        bay.tree()->setExpanded(bay.row("model.encoder"), false);
        const int scroll = bay.tree()->verticalScrollBar()->value();
        const QModelIndex current = bay.tree()->currentIndex();
        bay.rig.session.attach(bay.rig.id(0));
        bay.rig.session.setStrength(bay.rig.id(0), 0.5);
        QVERIFY(bay.rig.settle());
        QCOMPARE(bay.tree()->verticalScrollBar()->value(), scroll);
        QCOMPARE(bay.tree()->currentIndex(), current);
        bay.rig.session.remove(bay.rig.id(0));
        QVERIFY(bay.rig.settle());
        QVERIFY(!bay.tree()->isExpanded(bay.row("model.encoder")));
        QCOMPARE(bay.tree()->currentIndex().data(items::PathRole).toString(), QString("model.decoder.layers.0-2.fc2"));
    }

    void twoHundredLanesKeepTheNamesAndAreAllReached()
    {
        Bay bay;
        for (int i = 3; i < 200; ++i) {
            DeltaRequest request;
            request.name = "delta-" + std::to_string(i);
            request.kind = "lora";
            bay.rig.session.add(request, {-1, false, 1.0, {}});
        }
        QVERIFY(QTest::qWaitFor([&] { return bay.rig.session.state().deltas.size() == 200; }, 60000));
        auto *head = static_cast<LaneHead *>(bay.tree()->header());
        QCOMPARE(bay.tree()->model()->columnCount(), FirstLaneColumn + 200);
        QVERIFY(head->sectionSize(items::NameColumn) >= LaneWindow::leastNames);
        QVERIFY(bay.tree()->laneBar()->isVisible());
        const auto isInSight = [&](int lane) {
            const int column = FirstLaneColumn + lane;
            return !head->isSectionHidden(column)
                   && head->sectionViewportPosition(column) + head->sectionSize(column)
                          <= bay.tree()->viewport()->width();
        };
        QVERIFY(isInSight(0) && !isInSight(199));
        bay.tree()->laneBar()->setValue(bay.tree()->laneBar()->maximum());
        QVERIFY(isInSight(199) && !isInSight(0));
        // By the keys: from the head, and from a row.
        head->setFocus();
        QTest::keyClick(head, Qt::Key_Home);
        QVERIFY(isInSight(0));
        QTest::keyClick(head, Qt::Key_End);
        QVERIFY(isInSight(199));
        QTest::keyClick(head, Qt::Key_Space);
        QVERIFY(bay.rig.delta(199).setting.attached);
        // By dragging and turning the wheel over the heads.
        const int y = LaneHead::height / 2, right = head->viewport()->width() - 12;
        QTest::mousePress(head->viewport(), Qt::LeftButton, {}, {right - 100, y});
        QTest::mouseMove(head->viewport(), {right, y});
        QTest::mouseRelease(head->viewport(), Qt::LeftButton, {}, {right, y});
        QVERIFY(!isInSight(199));
        const int before = bay.tree()->laneBar()->value();
        QWheelEvent wheel(QPointF(right, y), head->mapToGlobal(QPointF(right, y)), {}, {0, 120}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(head->viewport(), &wheel);
        QCOMPARE(bay.tree()->laneBar()->value(), before - 3);
    }

    void lanesBecomeNarrowBeforeTheyScroll()
    {
        LaneWindow lanes;
        lanes.layOut(700, 5);
        QVERIFY(!lanes.isScrolling());
        QCOMPARE(lanes.widthOf(0), LaneWindow::wide);
        lanes.layOut(700, 20);
        QVERIFY(!lanes.isScrolling());
        QCOMPARE(lanes.widthOf(0), LaneWindow::narrow);
        lanes.layOut(700, 30);
        QVERIFY(lanes.isScrolling());
        QCOMPARE(lanes.count(), (700 - LaneWindow::leastNames) / LaneWindow::narrow);
        lanes.show(29);
        QVERIFY(lanes.isInSight(29) && !lanes.isInSight(0));
        lanes.layOut(2000, 30);
        QVERIFY(lanes.isInSight(0) && lanes.isInSight(29));
    }

    void aBrokenPatternIsSaid()
    {
        Bay bay;
        QSignalSpy said(&bay.panel, &ModulesPanel::searchChanged);
        bay.panel.setSearch("nowhere@");
        QVERIFY(bay.rig.settle());
        QTRY_VERIFY(!said.isEmpty());
        QVERIFY(said.last()[1].toBool());
        QVERIFY(said.last()[0].toString().contains("no module matches"));
    }

    void theTreeGoesBackWhenTheSearchEnds()
    {
        Bay bay;
        bay.panel.resize(900, 200);
        QVERIFY(bay.rig.settle());
        QScrollBar *bar = bay.tree()->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        const int before = bar->value();
        bay.panel.setSearch("lm_head");
        bay.panel.setSearch("shared");
        QTRY_VERIFY(bar->value() != before);
        bay.panel.setSearch({});
        QCOMPARE(bar->value(), before);
    }

    void whatTheSearchSaysIsReadWhole()
    {
        QWidget window;
        window.resize(600, 300);
        FindField field(&window);
        field.setGeometry(200, 10, 220, 30);
        window.show();
        field.setText("fc2");
        field.showSummary("2 of 6", false);
        const auto noteOf = [&window] {
            for (const QLabel *label : window.findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly))
                if (label->isVisible())
                    return label;
            return static_cast<const QLabel *>(nullptr);
        };
        QVERIFY(!noteOf());
        const QString wrong = QString("[r]( is no regular expression: missing a bracket. ").repeated(4);
        field.showSummary(wrong, true);
        const QLabel *note = noteOf();
        QVERIFY(note && note->text() == wrong && note->y() > field.geometry().bottom());
        QVERIFY(note->height() >= note->heightForWidth(note->width()));
        QVERIFY(window.rect().contains(note->geometry()));
        field.clear();
        QVERIFY(!noteOf());
    }

    void aPickedModuleIsSelectedAloneThoughItsRowIsFolded()
    {
        Bay bay;
        QSignalSpy selected(&bay.panel, &ModulesPanel::selected);
        const int module = bay.rig.delta(0).info->taps[1].module;
        bay.panel.pick(module);
        QCOMPARE(selected.last()[1].value<QList<int>>(), QList<int>{module});
        QCOMPARE(selected.last()[0].toString(), QString("model.encoder.layers.1.fc2"));
        QCOMPARE(bay.tree()->currentIndex().data(items::PathRole).toString(), encoderFc2);
    }

    void theFooterCounts()
    {
        Bay bay;
        bay.rig.session.attach(bay.rig.id(0));
        bool says = false;
        for (QLabel *label : bay.panel.findChildren<QLabel *>())
            says = says
                   || (label->text().contains("30,720</b> of")
                       && label->text().contains("backbone 4.7 MB mapped, running adds 9.4 MB"));
        QVERIFY(says);
    }

    void withoutAModelItSaysWhatToDo()
    {
        bridge::Workspace workspace([] { return std::make_unique<test::ToyEngine>(); });
        items::Session session(workspace);
        items::Questions questions(workspace);
        ModulesPanel panel(session, questions);
        panel.show();
        bool says = false;
        for (QLabel *label : panel.findChildren<QLabel *>())
            says = says || (label->isVisible() && label->text().startsWith("No model is open"));
        QVERIFY(says);
    }
};

QTEST_MAIN(PatchBayTest)
#include "tst_patchbay.moc"
