// The guided walk: at real controls, by real events. On the toy engine; its pictures on the demo itself.
#include "app/actions.h"
#include "app/benchplace.h"
#include "app/demo.h"
#include "app/guide/bubble.h"
#include "app/guide/guide.h"
#include "app/guide/ring.h"
#include "app/keyshelp.h"
#include "app/starting.h"
#include "app/testwindow.h"
#include "engine/engine.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputeditor.h"
#include "views/bench/inputspanel.h"
#include "views/common/switch.h"
#include "views/common/theme.h"
#include "views/rack/deltacard.h"
#include "views/responsible/responsiblepanel.h"

#include <QAbstractAnimation>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace deltascope;
using namespace deltascope::app;

namespace {

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    std::unique_ptr<test::TestWindow> window;

    explicit Rig(
        const bridge::EngineFactory &engine = [] { return std::make_unique<test::ToyEngine>(); },
        const QSize &size = {1280, 800})
    {
        if (qApp->styleSheet().isEmpty())
            views::wear(*qApp, views::Theme::Kind::Dark);
        window = std::make_unique<test::TestWindow>(engine, settings, folder.filePath("sessions"));
        window->resize(size);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowActive(window.get());
    }
    bool settle() const
    {
        const bool isSettled = QTest::qWaitFor([this] { return window->isSettled(); }, 60000);
        test::finishTurns();
        return isSettled;
    }
    bool begin() const
    {
        window->startWalk();
        return QTest::qWaitFor([this] { return guide()->isRunning(); }, 60000) && settle();
    }
    Guide *guide() const { return window->findChild<Guide *>(); }
    Bubble *bubble() const { return guide()->bubble(); }
    QString title() const { return bubble()->title(); }
    /// Presses the real button of the bubble.
    void press(QPushButton *button) const
    {
        QTest::mouseClick(button, Qt::LeftButton);
        test::finishTurns();
    }
    bool goTo(const QString &title) const
    {
        for (int i = 0; i < 12 && guide()->isRunning() && this->title() != title; ++i)
            press(bubble()->next());
        return guide()->isRunning() && this->title() == title;
    }
    bool comesTo(const QString &title) const
    {
        return QTest::qWaitFor([&] { return this->title() == title; }, 10000);
    }
    /// What the mouse would hit, through whatever lies over it.
    void clickThrough(const QWidget *control, const QPoint &at) const
    {
        QTest::mouseClick(window->windowHandle(), Qt::LeftButton, {}, control->mapTo(window.get(), at));
    }
    QRect inWindow(const QWidget *control) const { return {control->mapTo(window.get(), QPoint()), control->size()}; }
    QRect ringed() const
    {
        const int margin = Ring::margin;
        return guide()->ring()->geometry().adjusted(margin, margin, -margin, -margin);
    }
    views::DeltaCard *card(int i) const
    {
        return window->rack()->card(window->session().state().deltas.at(std::size_t(i)).setting.id);
    }
    views::Switch *switchOf(int i) const { return card(i)->findChild<views::Switch *>(); }
    bool isHeard(int i) const { return items::isHeard(window->session().state().deltas.at(std::size_t(i)).setting); }
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
};

const QString first = "Deltas stand in the rack", marks = "A mark is a delta at its place", plug = "Attach en",
              table = "One sentence, every configuration", typing = "Type a text of your own",
              parting = "Where outputs part", tab = "Which layers are responsible?", search = "Let it search",
              last = "Take it with you";

} // namespace

class GuideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!demoSession())
            QSKIP("the demo is not beside the program");
    }

    void itOpensTheDemoWhereNothingIsOpen()
    {
        Rig rig;
        rig.window->starting()->show();
        for (QPushButton *button : rig.window->starting()->page()->findChildren<QPushButton *>())
            if (button->text() == "A short walk")
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return rig.guide()->isRunning(); }, 20000));
        QVERIFY(rig.settle());
        QCOMPARE(rig.window->opening().model().model, demoSession()->model.model);
        QVERIFY(rig.window->starting()->page()->isHidden());
        QCOMPARE(rig.title(), first);
        QVERIFY(rig.bubble()->isVisible() && rig.guide()->ring()->isVisible());
        QCOMPARE(rig.ringed(), rig.inWindow(rig.window->rack()));
        QCOMPARE(QApplication::focusWidget(), rig.bubble()->next());
        QAccessibleInterface *said = QAccessible::queryAccessibleInterface(rig.bubble());
        QCOMPARE(said->text(QAccessible::Name), "Step 1 of 9: " + first);
        QVERIFY(said->text(QAccessible::Description).contains("never written"));
        QVERIFY(!rig.bubble()->back()->isEnabled());
    }

    void buttonsAndKeysWalkBothWays()
    {
        Rig rig;
        QVERIFY(rig.begin());
        rig.press(rig.bubble()->next());
        QCOMPARE(rig.title(), marks);
        rig.press(rig.bubble()->back());
        QCOMPARE(rig.title(), first);
        rig.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(rig.title(), marks);
        rig.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(rig.title(), first);
        rig.key(Qt::Key_Space); // Next has the keys
        QCOMPARE(rig.title(), marks);
        rig.key(Qt::Key_Escape);
        QVERIFY(!rig.guide()->isRunning() && !rig.bubble()->isVisible() && !rig.guide()->ring()->isVisible());
        QVERIFY(rig.begin());
        rig.press(rig.bubble()->skip());
        QVERIFY(!rig.guide()->isRunning());
        QVERIFY(rig.begin());
        QVERIFY(rig.goTo(last));
        QCOMPARE(rig.bubble()->next()->text(), QString("Finish"));
        rig.press(rig.bubble()->next());
        QVERIFY(!rig.guide()->isRunning());
    }

    void itGoesOnWhenTheUserDidIt()
    {
        Rig rig;
        QVERIFY(rig.begin());
        QVERIFY(rig.goTo(plug));
        QCOMPARE(rig.ringed(), rig.inWindow(rig.switchOf(0)));
        QCOMPARE(QApplication::focusWidget(), rig.switchOf(0));
        rig.clickThrough(rig.switchOf(0), rig.switchOf(0)->rect().center());
        QVERIFY(rig.isHeard(0));
        QCOMPARE(rig.title(), plug); // for a moment, so that it is seen
        QVERIFY(rig.comesTo(table));
        QVERIFY(rig.settle());
        QCOMPARE(rig.ringed(), rig.inWindow(rig.window->benchPanel()->table()));
        rig.press(rig.bubble()->next());
        QCOMPARE(rig.title(), typing);
        QVERIFY(qobject_cast<views::InputEditor *>(QApplication::focusWidget()));
        for (const QChar letter : QString("a chess clock"))
            QTest::keyClicks(QApplication::focusWidget(), letter);
        QVERIFY(rig.comesTo(parting));
        QVERIFY(rig.settle());
        // Going on by itself takes the keys from nobody.
        QTest::keyClicks(QApplication::focusWidget(), "s");
        QCOMPARE(*rig.window->session().state().inputs.back().input.text, std::string("a chess clocks"));
        const auto *plot = rig.window->benchPanel()->plot();
        rig.clickThrough(plot, plot->positionOf(rig.window->session().state().deltas[0].info->taps.front().module));
        QVERIFY(rig.comesTo(tab));
        auto *tabs = rig.window->benchPlace()->tabs();
        rig.clickThrough(tabs, tabs->tabRect(int(BenchPlace::Tab::Responsible)).center());
        QVERIFY(rig.comesTo(search));
        QVERIFY(rig.settle());
        auto *button = rig.window->findChild<views::ResponsiblePanel *>()->searchButton();
        QCOMPARE(rig.ringed(), rig.inWindow(button));
        QVERIFY(button->isEnabled());
        rig.clickThrough(button, button->rect().center());
        QVERIFY(rig.comesTo(last));
    }

    void aTaskUndoneWaitsAgain()
    {
        Rig rig;
        QVERIFY(rig.begin());
        QVERIFY(rig.goTo(plug));
        rig.key(Qt::Key_Space);
        QVERIFY(rig.isHeard(0));
        rig.key(Qt::Key_Space);
        QVERIFY(!rig.isHeard(0));
        QTest::qWait(Guide::moment + 300);
        QCOMPARE(rig.title(), plug);
        // What is done already when its step begins is no reason to rush past it.
        rig.window->session().attach(rig.window->session().state().deltas[0].setting.id);
        QVERIFY(rig.comesTo(table));
        rig.press(rig.bubble()->back());
        QCOMPARE(rig.title(), plug);
        QTest::qWait(Guide::moment + 300);
        QCOMPARE(rig.title(), plug);
    }

    void theKeyboardAloneIsEnough()
    {
        Rig rig;
        QVERIFY(rig.begin());
        rig.key(Qt::Key_Right, Qt::AltModifier);
        rig.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(rig.title(), plug);
        rig.key(Qt::Key_Space);
        QVERIFY(rig.comesTo(table));
        rig.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(rig.title(), typing);
        QTest::keyClicks(QApplication::focusWidget(), "x");
        QVERIFY(rig.comesTo(parting));
        rig.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(rig.title(), tab);
        for (int i = 0; i < 3; ++i)
            rig.key(Qt::Key_Right);
        QVERIFY(rig.comesTo(search));
        rig.key(Qt::Key_Escape);
        QVERIFY(!rig.guide()->isRunning());
    }

    void whatIsHiddenIsShownAndWhatIsNotThereIsPassedOver()
    {
        Rig rig;
        QVERIFY(rig.begin());
        rig.guide()->leave();
        rig.window->rack()->setVisible(false);
        rig.window->showHalves(MainWindow::Halves::Tree);
        QVERIFY(rig.begin());
        QVERIFY(rig.window->rack()->isVisible() && rig.window->benchPlace()->isVisible());
        rig.window->showHalves(MainWindow::Halves::Bench); // while it is said
        test::finishTurns();
        QVERIFY(!rig.guide()->ring()->isVisible() && rig.bubble()->isVisible());
        QVERIFY(rig.window->rect().contains(rig.bubble()->geometry()));
        rig.press(rig.bubble()->next());
        QCOMPARE(rig.title(), marks);
        QVERIFY(rig.guide()->ring()->isVisible());
        rig.guide()->leave();
        while (!rig.window->session().state().deltas.empty())
            rig.window->session().remove(rig.window->session().state().deltas[0].setting.id);
        QVERIFY(rig.begin());
        rig.press(rig.bubble()->next());
        QCOMPARE(rig.title(), table); // no delta, no marks and no switch
        rig.press(rig.bubble()->back());
        QCOMPARE(rig.title(), first);
    }

    void itFollowsTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700), QSize(2560, 1440)})
            QTest::addRow("%d", size.width()) << size;
    }

    void itFollowsTheWindow()
    {
        QFETCH(QSize, size);
        Rig rig;
        QVERIFY(rig.begin());
        for (int step = 0; rig.guide()->isRunning(); ++step) {
            rig.window->resize(size - QSize(step % 2 * 40, 0));
            QVERIFY(rig.settle());
            test::finishTurns();
            QVERIFY2(rig.window->rect().contains(rig.bubble()->geometry()), qPrintable(rig.title()));
            QVERIFY2(rig.guide()->ring()->isVisible(), qPrintable(rig.title()));
            QVERIFY2(rig.window->rect().intersects(rig.ringed()), qPrintable(rig.title()));
            QVERIFY2(!rig.bubble()->geometry().intersects(rig.ringed()), qPrintable(rig.title()));
            for (const QLabel *label : rig.bubble()->findChildren<QLabel *>())
                QVERIFY2(!label->isVisible() || label->height() >= label->heightForWidth(label->width()),
                         qPrintable(rig.title() + ": " + label->text()));
            if (rig.title() == first)
                QCOMPARE(rig.ringed(), rig.inWindow(rig.window->rack()));
            rig.press(rig.bubble()->next());
        }
    }

    void anotherModelGivesWayOnlyWhenAsked()
    {
        Rig rig;
        rig.window->openModel("/shelf/bart");
        QVERIFY(rig.settle());
        rig.window->startWalk();
        auto *box = rig.window->findChild<QMessageBox *>();
        QVERIFY(box && box->text().contains("in the place of bart"));
        QVERIFY(!rig.guide()->isRunning());
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(rig.settle());
        QCOMPARE(rig.window->opening().model().model, std::string("/shelf/bart"));
        QTRY_VERIFY(!rig.window->findChild<QMessageBox *>());
        rig.window->startWalk();
        box = rig.window->findChild<QMessageBox *>();
        QVERIFY(box);
        for (QAbstractButton *button : box->buttons())
            if (button->text().contains("Open the demo"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return rig.guide()->isRunning(); }, 20000));
        // And another model ends it.
        rig.window->openModel("/shelf/bart");
        QVERIFY(rig.settle());
        QVERIFY(!rig.guide()->isRunning() && !rig.bubble()->isVisible());
    }

    void itIsAnActionAndStandsOnThePageOfKeys()
    {
        Rig rig;
        QVERIFY(rig.begin());
        rig.guide()->leave();
        auto *actions = rig.window->findChild<Actions *>();
        QVERIFY(actions->run("walk"));
        QVERIFY(rig.guide()->isRunning());
        rig.guide()->leave();
        rig.key(Qt::Key_F1);
        auto *keys = rig.window->findChild<KeysHelp *>();
        QVERIFY(keys);
        for (QPushButton *button : keys->findChildren<QPushButton *>())
            if (button->text() == "A short walk")
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(rig.guide()->isRunning());
    }

    void nothingMovesByItself()
    {
        Rig rig;
        QVERIFY(rig.begin());
        QVERIFY(rig.bubble()->findChildren<QAbstractAnimation *>().isEmpty());
        QVERIFY(rig.guide()->findChildren<QAbstractAnimation *>().isEmpty());
        const QImage before = rig.window->grab().toImage();
        QTest::qWait(400);
        QCOMPARE(rig.window->grab().toImage(), before);
    }

    void theWindowGoesWhileItRuns()
    {
        Rig rig;
        QVERIFY(rig.begin());
        rig.window.reset();
        QCoreApplication::processEvents();
    }

    void itIsShown_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }

    void itIsShown()
    {
        QFETCH(bool, dark);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        Rig rig([] { return makeEngine(); });
        QVERIFY(rig.begin());
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath("."));
        for (int step = 1; rig.guide()->isRunning(); ++step) {
            QVERIFY(rig.settle());
            QVERIFY(rig.window->grab().save(
                pictures.filePath(QString("walk-%1-%2.png").arg(QTest::currentDataTag()).arg(step))));
            rig.press(rig.bubble()->next());
        }
    }
};

QTEST_MAIN(GuideTest)
#include "tst_guide.moc"
