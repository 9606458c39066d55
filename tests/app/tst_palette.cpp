// Every action with its key in one list, which the keys, the page of keys and the palette read. On the toy engine.
#include "app/actions.h"
#include "app/fuzzy.h"
#include "app/keyshelp.h"
#include "app/palette.h"
#include "app/testwindow.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/bench/inputspanel.h"
#include "views/common/theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;

namespace {

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    test::TestWindow window{[] { return std::make_unique<test::ToyEngine>(); }, settings};
    Palette *palette = window.findChild<Palette *>();
    Actions *actions = window.findChild<Actions *>();

    Rig()
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        files::SessionFile plan;
        plan.model.model = "toy";
        for (const char *name : {"en", "zh"}) {
            DeltaRequest request;
            request.name = name;
            request.kind = "lora";
            addWaiting(plan.state, request, {-1, false, 1.0, {}});
        }
        window.resize(1280, 800);
        window.show();
        QApplication::setActiveWindow(&window);
        window.opening().start(plan);
        (void)settle();
    }
    bool settle()
    {
        const bool isSettled
            = QTest::qWaitFor([this] { return !window.opening().isBusy() && window.isSettled(); }, 20000);
        test::finishTurns();
        return isSettled;
    }
    void open() { key(Qt::Key_K, Qt::ControlModifier); }
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QString current() const { return palette->list()->currentIndex().data().toString(); }
    bool isHeard(int delta) { return items::isHeard(window.session().state().deltas[std::size_t(delta)].setting); }
};

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersAreFoundInTheirOrder()
    {
        QVERIFY(!fuzzyMatch("xyz", "Add a delta"));
        QVERIFY(!fuzzyMatch("da", "add"));
        QCOMPARE(fuzzyMatch("aad", "Add a delta")->places, (QList<int>{0, 4, 6}));
        QVERIFY(fuzzyMatch("theme", "Dark or light theme")->score > fuzzyMatch("theme", "the module")->score
                || !fuzzyMatch("theme", "the module"));
        QVERIFY(fuzzyMatch("eval", "Evaluate labelled data")->score > fuzzyMatch("eval", "The level of an x")->score);
        QVERIFY(fuzzyMatch("", "anything")->places.isEmpty());
        QVERIFY(fuzzyMatch("ATT zh", "Attach zh"));
        QVERIFY(!fuzzyMatch("too long a pattern", "short"));
    }

    void anActionIsFoundAndRunWithTheKeyboardAlone()
    {
        Rig rig;
        rig.open();
        QVERIFY(rig.palette->isVisible());
        QCOMPARE(QApplication::focusWidget(), rig.palette->field());
        QTest::keyClicks(rig.palette->field(), "attzh");
        QCOMPARE(rig.current(), QString("Attach zh"));
        rig.key(Qt::Key_Return);
        QVERIFY(!rig.palette->isVisible());
        QVERIFY(rig.isHeard(1) && !rig.isHeard(0));
        rig.open();
        QTest::keyClicks(rig.palette->field(), "dark");
        rig.key(Qt::Key_Return);
        QCOMPARE(views::theme().kind, views::Theme::Kind::Light);
        rig.open();
        const QString first = rig.current();
        rig.key(Qt::Key_Down);
        QVERIFY(rig.current() != first);
        rig.key(Qt::Key_Up);
        QCOMPARE(rig.current(), first);
    }

    void itOpensFromAFieldAndGivesTheFocusBack()
    {
        Rig rig;
        auto *ghost = rig.window.benchPanel()->inputs()->findChild<QPlainTextEdit *>();
        ghost->setFocus();
        for (const QChar letter : QString("some words"))
            QTest::keyClicks(QApplication::focusWidget(), letter);
        QWidget *before = QApplication::focusWidget();
        rig.key(Qt::Key_Home);
        rig.open();
        QVERIFY(rig.palette->isVisible());
        QCOMPARE(*rig.window.session().state().inputs.back().input.text, std::string("some words")); // nothing cut
        rig.key(Qt::Key_Escape);
        QVERIFY(!rig.palette->isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
        QTest::mouseClick(rig.window.topBar()->commands(), Qt::LeftButton);
        QVERIFY(rig.palette->isVisible());
        rig.open(); // once more: away
        QVERIFY(!rig.palette->isVisible());
    }

    void whatIsNotPossibleStandsLastAndDoesNothing()
    {
        Rig rig;
        rig.open();
        QTest::keyClicks(rig.palette->field(), "undo");
        const QAbstractItemModel *list = rig.palette->list()->model();
        bool isThere = false;
        for (int row = 0; row < list->rowCount(); ++row)
            if (list->index(row, 0).data().toString() == "Undo") {
                isThere = true;
                QVERIFY(!list->flags(list->index(row, 0)).testFlag(Qt::ItemIsEnabled));
            }
        QVERIFY(isThere);
        rig.palette->field()->clear();
        QTest::keyClicks(rig.palette->field(), "mutall");
        QVERIFY(list->rowCount() > 0);
        QCOMPARE(list->index(0, 0).data().toString(), QString("Mute all"));
        rig.key(Qt::Key_Return); // nothing is attached
        QVERIFY(rig.palette->isVisible());
    }

    void noTwoActionsShareAKeyAndEveryKeyIsOnThePage()
    {
        Rig rig;
        QStringList keys;
        for (const Action &action : rig.actions->fixed())
            for (const QKeySequence &key : action.keys) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString() + ": " + action.text));
                QVERIFY2(!key.isEmpty(), qPrintable(action.text));
                keys << key.toString();
            }
        KeysHelp help(*rig.actions, &rig.window);
        QStringList shown;
        for (const QLabel *label : help.findChildren<QLabel *>())
            shown << label->text();
        for (const Action &action : rig.actions->fixed())
            if (!action.keys.isEmpty() && !action.id.isEmpty())
                QVERIFY2(shown.contains(action.text) && shown.contains(keysText(action.keys)), qPrintable(action.text));
        QVERIFY(shown.contains("Attach what a preset holds"));
        QVERIFY(help.sizeHint().height() < 700);
    }

    void numberedActionsNameWhatTheyActOn()
    {
        Rig rig;
        const QString name = QString::fromStdString(rig.window.session().state().deltas.at(0).name());
        QStringList texts;
        for (const Action &action : rig.actions->all())
            texts << action.text;
        QVERIFY2(texts.contains("Solo 1: " + name), qPrintable(texts.join('|')));
        QVERIFY(texts.contains("Solo of delta 9")); // of which there is none
    }

    void menusReadTheSameList()
    {
        Rig rig;
        QMenu *menu = rig.window.topBar()->open()->menu();
        Q_EMIT menu->aboutToShow();
        for (const char *id : {"open-folder", "open-id", "merge", "other-head"})
            QVERIFY2(menu->actions().contains(rig.actions->menuAction(id)), id);
        QVERIFY(!rig.actions->menuAction("merge")->isEnabled()); // nothing is attached
        rig.window.session().attach(rig.window.session().state().deltas[0].setting.id);
        QVERIFY(rig.settle());
        Q_EMIT menu->aboutToShow();
        QVERIFY(rig.actions->menuAction("merge")->isEnabled());
    }

    void presetsComeByTheirNumbersAndSurvive()
    {
        Rig rig;
        rig.window.session().attach(rig.window.session().state().deltas[1].setting.id);
        rig.window.session().addPreset("Chinese");
        rig.window.session().detach(rig.window.session().state().deltas[1].setting.id);
        rig.window.modules()->setFocus();
        rig.key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(rig.isHeard(1));
        // Kept in session files, by the deltas' names.
        const files::SessionFile kept = files::sessionFrom("s", files::sessionText(rig.window.opening().current()));
        QCOMPARE(kept.state.presets.size(), std::size_t(1));
        QCOMPARE(kept.state.presets[0].name, std::string("Chinese"));
    }
};

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
