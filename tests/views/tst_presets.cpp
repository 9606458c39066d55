// The rack's presets, groups and looks, and its mute, on the toy engine.
#include "views/common/mark.h"
#include "views/rack/deltacard.h"
#include "views/rack/grouphead.h"
#include "views/rack/presetrow.h"
#include "views/rack/rackpanel.h"
#include "views/viewrig.h"

#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

namespace {

struct Rig {
    ViewRig rig;
    RackPanel rack{rig.session, rig.meters};

    Rig()
    {
        rack.resize(262, 700);
        rack.show();
        QApplication::setActiveWindow(&rack);
        (void)QTest::qWaitForWindowExposed(&rack);
    }
    void click(QWidget *widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    /// An entry of the card's menu, or of a menu in it.
    bool trigger(QWidget *of, const QString &menuText, const QString &text)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, {20, 10}, of->mapToGlobal(QPoint(20, 10)));
        QApplication::sendEvent(of, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu)
            return false;
        QList<QAction *> actions = menu->actions();
        for (QAction *action : menu->actions())
            if (action->menu() && action->text() == menuText)
                actions = action->menu()->actions();
        for (QAction *action : actions)
            if (action->text() == text) {
                menu->close(); // before what is chosen happens, as after a click
                action->trigger();
                QCoreApplication::sendPostedEvents(); // what is new is laid out
                return true;
            }
        menu->close();
        return false;
    }
    void rename(const char *field, const QString &name)
    {
        auto *edit = named<QLineEdit>(rack, field);
        QVERIFY(edit && edit->isVisible());
        edit->selectAll();
        QTest::keyClicks(edit, name);
        QTest::keyClick(edit, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
    const session::State &state() const { return rig.session.state(); }
};

} // namespace

class PresetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPluggedInIsKeptAndComesBack()
    {
        Rig r;
        r.rig.session.attach(r.rig.id(0));
        r.rig.session.setStrength(r.rig.id(0), 0.5);
        r.click(r.rack.presets()->keepButton());
        QCOMPARE(r.state().presets.size(), std::size_t(1));
        PresetChip *chip = r.rack.presets()->chip(1);
        QVERIFY(chip && chip->isVisible());
        QVERIFY(chip->accessibleName().contains("English*0.5"));
        QCOMPARE(chip->accessibleDescription(), QString("attached"));
        r.rig.session.detach(r.rig.id(0));
        r.rig.session.attach(r.rig.id(1));
        QVERIFY(chip->accessibleDescription().isEmpty());
        r.click(chip);
        QVERIFY(r.rig.isAttached(0) && !r.rig.isAttached(1));
        QCOMPARE(r.rig.delta(0).setting.strength, 0.5);
        r.rig.session.undoStack().undo();
        QVERIFY(!r.rig.isAttached(0) && r.rig.isAttached(1));
    }

    void aPresetIsRenamedChangedAndRemoved()
    {
        Rig r;
        r.rig.session.addPreset();
        PresetChip *chip = r.rack.presets()->chip(1);
        QVERIFY(r.trigger(chip, {}, "Rename"));
        r.rename("Name of the preset", "quiet");
        QCOMPARE(r.state().presets[0].name, std::string("quiet"));
        r.rig.session.attach(r.rig.id(1));
        QVERIFY(r.trigger(chip, {}, "Set to what is attached now"));
        QVERIFY(r.state().presets[0].mix.find(r.rig.id(1))->attached);
        QCOMPARE(r.state().presets[0].name, std::string("quiet"));
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Delete);
        QVERIFY(r.state().presets.empty());
        QVERIFY(!r.rack.presets()->chip(1));
        r.rig.session.undoStack().undo();
        QVERIFY(r.rack.presets()->chip(1));
    }

    void manyPresetsWrapAndNoneIsCut()
    {
        Rig r;
        for (int i = 0; i < 14; ++i)
            r.rig.session.addPreset();
        QCoreApplication::processEvents();
        PresetRow *row = r.rack.presets();
        for (int i = 1; i <= 14; ++i)
            QVERIFY2(row->rect().contains(row->chip(i)->geometry()), qPrintable(QString::number(i)));
        QVERIFY(row->chip(14)->y() > row->chip(1)->y());
    }

    void allIsMutedAndComesBackAsItWas()
    {
        Rig r;
        r.rig.session.attach(r.rig.id(0));
        r.rig.session.attach(r.rig.id(2));
        const Mix before = r.state().liveMix();
        r.click(r.rack.muteButton());
        for (int i = 0; i < 3; ++i)
            QVERIFY(!r.rig.isAttached(i));
        QVERIFY(r.rack.muteButton()->isChecked());
        r.click(r.rack.muteButton());
        QVERIFY(r.state().liveMix() == before);
        r.click(r.rack.muteButton());
        r.rig.session.attach(r.rig.id(1)); // the hand goes on: what was muted is history
        QVERIFY(!r.rack.muteButton()->isChecked());
    }

    void aColourIsChosenAndUndone()
    {
        Rig r;
        const int before = r.rig.delta(1).series;
        QVERIFY(r.trigger(r.rack.card(r.rig.id(1)), "Colour and mark", "Colour 6"));
        QCOMPARE(r.rig.delta(1).series, 5);
        r.rig.session.undoStack().undo();
        QCOMPARE(r.rig.delta(1).series, before);
    }

    void aDuplicateHasANameOfItsOwnAndTheSameSetting()
    {
        Rig r;
        r.rig.session.setStrength(r.rig.id(0), 1.5);
        QVERIFY(r.trigger(r.rack.card(r.rig.id(0)), {}, "Duplicate"));
        QVERIFY(r.rig.settle());
        QCOMPARE(r.state().deltas.size(), std::size_t(4));
        QCOMPARE(r.rig.delta(3).name(), std::string("English-2"));
        QCOMPARE(r.rig.delta(3).setting.strength, 1.5);
        QVERIFY(r.rig.delta(3).series != r.rig.delta(0).series);
    }

    void deltasAreGroupedFoldedMutedAndRenamedTogether()
    {
        Rig r;
        QVERIFY(r.trigger(r.rack.card(r.rig.id(0)), "Group", "New group"));
        auto *name = named<QLineEdit>(r.rack, "Name of the group");
        const QString proposed = QString::fromStdString(r.rig.delta(0).group);
        QTest::keyClicks(name, "other");
        QTest::keyClick(name, Qt::Key_Escape);
        QVERIFY(name->isHidden());
        QCOMPARE(QString::fromStdString(r.rig.delta(0).group), proposed);
        r.rack.groupHead(0)->editName();
        r.rig.session.attach(r.rig.id(2)); // what happens meanwhile takes no head away
        r.rig.session.rename(r.rig.id(1), "zh");
        r.rename("Name of the group", "languages");
        r.rig.session.detach(r.rig.id(2));
        QCOMPARE(r.rig.delta(0).group, std::string("languages"));
        QVERIFY(r.trigger(r.rack.card(r.rig.id(1)), "Group", "languages"));
        GroupHead *head = r.rack.groupHead(0);
        QVERIFY(head && !r.rack.groupHead(1));
        QVERIFY(head->y() < r.rack.card(r.rig.id(0))->y());
        for (int i = 0; i < 3; ++i)
            r.rig.session.attach(r.rig.id(i));
        r.click(named<QToolButton>(*head, "Mute languages"));
        QVERIFY(!r.rig.isAttached(0) && !r.rig.isAttached(1) && r.rig.isAttached(2));
        r.click(named<QToolButton>(*head, "Fold languages"));
        QCoreApplication::processEvents();
        QVERIFY(!r.rack.card(r.rig.id(0))->isVisible() && !r.rack.card(r.rig.id(1))->isVisible());
        QVERIFY(r.rack.card(r.rig.id(2))->isVisible());
        QVERIFY(r.trigger(r.rack.groupHead(0), {}, "Dissolve"));
        QVERIFY(!r.rack.groupHead(0));
        QVERIFY(r.rack.card(r.rig.id(0))->isVisible());
        r.rig.session.undoStack().undo();
        QCOMPARE(r.rig.delta(1).group, std::string("languages"));
    }
};

QTEST_MAIN(PresetsTest)
#include "tst_presets.moc"
