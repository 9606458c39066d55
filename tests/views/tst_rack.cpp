#include "views/common/elision.h"
#include "views/common/labels.h"
#include "views/common/strengthslider.h"
#include "views/common/switch.h"
#include "views/rack/deltacard.h"
#include "views/rack/rackpanel.h"
#include "views/viewrig.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

using namespace deltascope;
using namespace deltascope::views;
using deltascope::test::named;
using deltascope::test::ViewRig;

class RackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSwitchAttachesAndTheMeterMoves()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        DeltaCard *card = rack.card(rig.id(0));
        QVERIFY(hasText(*card, "detached"));
        QTest::mouseClick(named<Switch>(*card, "English attached"), Qt::LeftButton);
        QVERIFY(rig.isAttached(0));
        QVERIFY(rig.settle());
        QVERIFY(hasText(*card, QString("effect %1%").arg(qRound(*rig.meters.effect(rig.id(0)) * 100))));
        QVERIFY(hasText(rack, "1 of 3 attached"));
        rig.session.undoStack().undo();
        QVERIFY(!rig.isAttached(0));
        QVERIFY(hasText(*card, "detached"));
    }

    void aHalfAttachedDeltaCountsWhatIsAttached()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        const auto &taps = rig.delta(0).info->taps;
        const std::int64_t attached = rig.delta(0).info->parameterCount / std::int64_t(taps.size());
        rig.session.attachAt(rig.id(0), {taps.front().module});
        QVERIFY(rig.settle());
        const QLocale english(QLocale::English);
        QVERIFY(
            hasText(*rack.card(rig.id(0)), QString("%1 of %2 parameters")
                                               .arg(english.toString(qlonglong(attached)),
                                                    english.toString(qlonglong(rig.delta(0).info->parameterCount)))));
        QVERIFY(hasText(rack, "1 of 3 attached, 1 half"));
        QVERIFY(rack.card(rig.id(0))->accessibleName().contains("half attached"));
        QCOMPARE(items::titleOf(rig.session.state(), rig.session.state().columns.front()), QString("English (half)"));
        rig.session.attach(rig.id(0));
        QVERIFY(hasText(rack, "1 of 3 attached"));
        QCOMPARE(items::titleOf(rig.session.state(), rig.session.state().columns.front()), QString("English"));
    }

    void spaceSwitchesTheFocusedCard()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        rack.card(rig.id(1))->setFocus();
        QTest::keyClick(rack.card(rig.id(1)), Qt::Key_Space);
        QVERIFY(rig.isAttached(1));
    }

    void draggingTheSliderIsOneStepAndTheWheelTurnsByFiveHundredths()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        auto *slider = named<StrengthSlider>(*rack.card(rig.id(0)), "Strength of English");
        QVERIFY(slider);
        QTest::mousePress(slider, Qt::LeftButton, {}, {slider->width() / 2, slider->height() / 2});
        for (int x : {60, 50, 40, 30})
            QTest::mouseMove(slider, {x, slider->height() / 2});
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {30, slider->height() / 2});
        QVERIFY(rig.delta(0).setting.strength < 0.6);
        QCOMPARE(rig.session.undoStack().count(), 1);
        const double before = rig.delta(0).setting.strength;
        slider->setFocus();
        wheel(slider, 120);
        QVERIFY(qAbs(rig.delta(0).setting.strength - before - 0.05) < 1e-9);
        QTest::mouseDClick(slider, Qt::LeftButton, {}, {20, 10});
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
    }

    void aNumberCanBeTyped()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        auto *slider = named<StrengthSlider>(*rack.card(rig.id(0)), "Strength of English");
        auto *number = slider->findChild<QLineEdit *>();
        QTest::mouseDClick(number, Qt::LeftButton);
        number->selectAll();
        QTest::keyClicks(number, "2.5");
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(rig.delta(0).setting.strength, 2.5);
        number->selectAll();
        QTest::keyClicks(number, "nonsense");
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(rig.delta(0).setting.strength, 2.5);
        QCOMPARE(number->text(), QString("2.5"));
    }

    void theWheelScrollsTheRackUntilASliderIsFocused()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        rack.resize(260, 200);
        auto *bar = rack.findChild<QScrollArea *>()->verticalScrollBar();
        QTRY_VERIFY(bar->isVisible());
        auto *slider = named<StrengthSlider>(*rack.card(rig.id(0)), "Strength of English");
        rack.card(rig.id(1))->setFocus();
        wheel(slider, -120);
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        QVERIFY(bar->value() > 0);
        wheel(slider, 120);
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        slider->setFocus();
        wheel(slider, 120);
        QCOMPARE(rig.delta(0).setting.strength, 1.05);
    }

    void assistiveProgramsReadAndSetAStrength()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        auto *slider = named<StrengthSlider>(*rack.card(rig.id(0)), "Strength of English");
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(slider);
        QVERIFY(access && access->valueInterface());
        QCOMPARE(access->role(), QAccessible::Slider);
        QCOMPARE(access->text(QAccessible::Name), QString("Strength of English"));
        QCOMPARE(access->valueInterface()->currentValue().toDouble(), 1.0);
        access->valueInterface()->setCurrentValue(0.5);
        QCOMPARE(rig.delta(0).setting.strength, 0.5);
        QCOMPARE(rig.session.undoStack().count(), 1);
    }

    void afterReturnUndoIsTheWindows()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        QShortcut undo(QKeySequence::Undo, &rack);
        connect(&undo, &QShortcut::activated, &rack, [&rig] { rig.session.undoStack().undo(); });
        show(rack);
        QApplication::setActiveWindow(&rack);
        auto *number = numberOf(rack, rig.id(0));
        typeInto(number, "2.5");
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(rig.delta(0).setting.strength, 2.5);
        QVERIFY(!number->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        QCOMPARE(number->text(), QString("1.0"));
        // The same with the caret in a number that nobody changed.
        QTest::mouseClick(number, Qt::LeftButton);
        rig.session.undoStack().redo();
        QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        typeInto(number, "7");
        QTest::keyClick(number, Qt::Key_Escape);
        QVERIFY(!number->hasFocus());
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        QCOMPARE(number->text(), QString("1.0"));
    }

    void aStrengthOutOfReachIsRefusedWithAWord_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::newRow("huge") << "1e9"
                              << "A strength is between -100 and 100; it stays 1.0.";
        QTest::newRow("word") << "abc"
                              << "\"abc\" is no number; the strength stays 1.0.";
        QTest::newRow("nan") << "nan"
                             << "\"nan\" is no number; the strength stays 1.0.";
        QTest::newRow("nothing") << ""
                                 << "A strength is a number; it stays 1.0.";
    }

    void aStrengthOutOfReachIsRefusedWithAWord()
    {
        QFETCH(QString, typed);
        QFETCH(QString, says);
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        auto *number = numberOf(rack, rig.id(0));
        typeInto(number, typed);
        QTest::keyClick(number, Qt::Key_Return);
        QTRY_COMPARE(QToolTip::text(), says);
        QVERIFY(!number->hasFocus()); // which has not taken the sentence away
        QCOMPARE(rig.delta(0).setting.strength, 1.0);
        QCOMPARE(number->text(), QString("1.0"));
    }

    void aLongNumberIsShownWhole()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        auto *number = numberOf(rack, rig.id(0));
        for (const double strength : {-99.95, 1e9, 100.0}) {
            rig.session.setStrength(rig.id(0), strength);
            QVERIFY2(number->fontMetrics().horizontalAdvance(number->text()) <= number->width() - 4,
                     qPrintable(number->text()));
        }
    }

    void hyperParametersAreShownAndAPrefixSaysThatItHasNoStrength()
    {
        ViewRig rig;
        rig.add("Front", "prefix");
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        const auto *hyper = named<ElidedLabel>(*rack.card(rig.id(0)), "lora_r 8 · lora_alpha 16");
        QVERIFY(hyper && hyper->isVisible());
        QVERIFY(hyper->toolTip().contains("Targets: fc2\nlora_r = 8\nlora_alpha = 16"));
        QVERIFY(hasText(*rack.card(rig.id(3)), "no strength: a prefix is on or off"));
        QVERIFY(!rack.card(rig.id(3))->findChild<StrengthSlider *>()->isVisible());
        QVERIFY(rack.card(rig.id(0))->findChild<StrengthSlider *>()->isVisible());
    }

    void soloSilencesTheOthers()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        rig.session.attach(rig.id(0));
        QTest::mouseClick(named<QToolButton>(*rack.card(rig.id(1)), "Solo Chinese"), Qt::LeftButton);
        QCOMPARE(rig.session.state().solo, rig.id(1));
        QVERIFY(hasText(*rack.card(rig.id(0)), "silent (solo)"));
        QTest::mouseClick(named<QToolButton>(*rack.card(rig.id(1)), "Solo Chinese"), Qt::LeftButton);
        QCOMPARE(rig.session.state().solo, -1);
    }

    void soloOfADetachedDeltaIsSaidCountedAndShown()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        DeltaCard *card = rack.card(rig.id(1));
        QTest::mouseClick(named<QToolButton>(*card, "Solo Chinese"), Qt::LeftButton);
        QVERIFY(rig.settle());
        auto *toggle = named<Switch>(*card, "Chinese attached");
        QVERIFY(toggle->isChecked());
        QVERIFY(toggle->toolTip().contains("heard although it is detached"));
        QVERIFY(hasText(rack, "solo: 1 of 3 heard"));
        QVERIFY(
            hasText(*card, QString("solo, detached · effect %1%").arg(qRound(*rig.meters.effect(rig.id(1)) * 100))));
        QTest::mouseClick(toggle, Qt::LeftButton); // attaches it for good
        QVERIFY(rig.isAttached(1));
        QTest::mouseClick(named<QToolButton>(*card, "Solo Chinese"), Qt::LeftButton);
        QVERIFY(hasText(rack, "1 of 3 attached"));
        QVERIFY(toggle->isChecked());
    }

    void alikeNamesAreToldApartInLittleRoom()
    {
        QStringList names;
        for (const char *number : {"1", "2", "12"})
            names << QString("a-really-long-delta-name-number-%1-of-three").arg(number);
        const QFontMetrics metrics(qApp->font());
        for (int width = metrics.horizontalAdvance("…12…") + 1; width < 400; width += 7) {
            QSet<QString> shown;
            for (const QString &name : names) {
                const QString text = elidedAmong(name, names, metrics, width);
                QVERIFY(metrics.horizontalAdvance(text) <= width);
                shown.insert(text);
            }
            QCOMPARE(shown.size(), names.size());
        }
        QCOMPARE(elidedAmong("en", {"en", "zh"}, metrics, 200), QString("en"));
        const int room = metrics.horizontalAdvance("custom-05…") + 1; // the longer shared end gives way
        QCOMPARE(elidedAmong("custom-05-checkpoint", {"custom-07-checkpoint"}, metrics, room), QString("custom-05…"));
    }

    void theTabKeyGoesFromACardThroughItsOwnControls()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        QList<QWidget *> order;
        for (QWidget *next = rack.muteButton(); next != &rack && !order.contains(next); next = next->nextInFocusChain())
            if (next->focusPolicy() & Qt::TabFocus)
                order << next;
        const DeltaCard *first = rack.card(rig.id(0)), *second = rack.card(rig.id(1));
        const auto placeOf = [&order](const QWidget *widget) { return order.indexOf(widget); };
        const auto inside = [](const DeltaCard *card) { return card->findChild<Switch *>(); };
        QVERIFY(placeOf(first) > placeOf(rack.muteButton()));
        QVERIFY(placeOf(first) < placeOf(inside(first)) && placeOf(inside(first)) < placeOf(second));
        QVERIFY(placeOf(first->findChild<StrengthSlider *>()) < placeOf(second));
        QVERIFY(placeOf(second) < placeOf(inside(second)));
    }

    void aDoubleClickRenamesAndEscapeDoesNot()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        DeltaCard *card = rack.card(rig.id(0));
        auto *name = card->findChild<ElidedLabel *>();
        QTest::mouseDClick(card, Qt::LeftButton, {}, name->geometry().center());
        auto *edit = named<QLineEdit>(*card, "New name of the delta");
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, "Anglais");
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(rig.delta(0).info->name, std::string("Anglais"));
        QTest::keyClick(card, Qt::Key_F2);
        QTest::keyClicks(edit, "other");
        QTest::keyClick(edit, Qt::Key_Escape);
        QCOMPARE(rig.delta(0).info->name, std::string("Anglais"));
        QVERIFY(!edit->isVisible());
    }

    void draggingACardReordersAndKeysDoToo()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        const DeltaId first = rig.id(0);
        DeltaCard *card = rack.card(first), *last = rack.card(rig.id(2));
        const QPoint from(card->width() / 2, card->height() - 8);
        QTest::mousePress(card, Qt::LeftButton, {}, from);
        const QPoint to = card->mapFromGlobal(last->mapToGlobal(QPoint(last->width() / 2, last->height() - 4)));
        QTest::mouseMove(card, from + QPoint(0, 30));
        QTest::mouseMove(card, to);
        QTest::mouseRelease(card, Qt::LeftButton, {}, to);
        QCOMPARE(rig.session.state().indexOf(first), 2);
        QTest::keyClick(card, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(rig.session.state().indexOf(first), 1);
        rig.session.undoStack().undo();
        rig.session.undoStack().undo();
        QCOMPARE(rig.session.state().indexOf(first), 0);
    }

    void aClickTellsWhichDelta()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        QSignalSpy selected(&rack, &RackPanel::deltaSelected);
        DeltaCard *card = rack.card(rig.id(1));
        QTest::mouseClick(card, Qt::LeftButton, {}, {card->width() / 2, card->height() - 8});
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].value<DeltaId>(), rig.id(1));
    }

    void theMenuRemovesAndUndoBringsBack()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        const DeltaId id = rig.id(0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, rack.card(id)->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(rack.card(id), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->text() == "Remove")
                action->trigger();
        menu->close();
        QVERIFY(!rack.card(id));
        rig.session.undoStack().undo();
        QVERIFY(rack.card(id));
        QVERIFY(rig.settle());
    }

    void anEmptyRackSaysWhatToDo()
    {
        ViewRig rig;
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        for (int i = 0; i < 3; ++i)
            rig.session.remove(rig.id(0));
        bool says = false;
        for (QLabel *label : rack.findChildren<QLabel *>())
            says = says || (label->isVisible() && label->text().startsWith("No delta yet"));
        QVERIFY(says);
    }

    void aDeltaWithoutEffectSaysSo()
    {
        ViewRig rig;
        DeltaRequest request;
        request.path = "/somewhere/zero";
        rig.session.add(request, {});
        QVERIFY(rig.settle());
        RackPanel rack(rig.session, rig.meters);
        show(rack);
        QVERIFY(hasText(*rack.card(rig.id(3)), "no effect"));
    }

private:
    static void wheel(QWidget *widget, int angle)
    {
        const QPointF at(20, 10);
        QWheelEvent turn(at, widget->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&turn); // only what comes from the user goes on to what is around
        qApp->notify(widget, &turn);
    }
    static QLineEdit *numberOf(const RackPanel &rack, DeltaId id)
    {
        return rack.card(id)->findChild<StrengthSlider *>()->findChild<QLineEdit *>();
    }
    static void typeInto(QLineEdit *field, const QString &text)
    {
        QTest::mouseClick(field, Qt::LeftButton);
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    static void show(RackPanel &rack)
    {
        rack.resize(260, 700);
        rack.show();
        QVERIFY(QTest::qWaitForWindowExposed(&rack));
    }
    static bool hasText(const QWidget &root, const QString &text)
    {
        for (QLabel *label : root.findChildren<QLabel *>())
            if (label->text() == text)
                return true;
        return false;
    }
};

QTEST_MAIN(RackTest)
#include "tst_rack.moc"
