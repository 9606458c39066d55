// The start page: the sessions that are kept, the models on this machine, the story; on the toy engine, with a cache
// and folders of the test's own.
#include "app/actions.h"
#include "app/modelfiles.h"
#include "app/start/droptarget.h"
#include "app/start/story.h"
#include "app/starting.h"
#include "app/testwindow.h"
#include "session/edit.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/common/theme.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;
using Begin = items::Keeper::Begin;

namespace {

files::SessionFile planFor(const QString &model, const QStringList &deltas, const char *text)
{
    files::SessionFile plan;
    plan.model.model = model.toStdString();
    for (const QString &name : deltas) {
        DeltaRequest request;
        request.path = "/shelf/" + name.toStdString();
        request.name = name.toStdString();
        addWaiting(plan.state, request, {-1, name != "zh", 1.0, {}});
    }
    Input input;
    input.text = text;
    addInput(plan.state, std::move(input));
    return plan;
}

struct Rig {
    QTemporaryDir folder;
    QDir home{folder.path()};
    Settings settings{folder.filePath("settings.ini")};
    std::unique_ptr<test::TestWindow> window;

    Rig()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        home.mkpath("hub");
        qputenv("HF_HUB_CACHE", home.filePath("hub").toUtf8());
        makeWindow();
    }
    void makeWindow(const QSize &size = {1280, 800})
    {
        if (!qApp->styleSheet().size())
            views::wear(*qApp, views::Theme::Kind::Dark);
        window.reset();
        window = std::make_unique<test::TestWindow>([] { return std::make_unique<test::ToyEngine>(); }, settings,
                                                    home.filePath("sessions"));
        window->resize(size);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowActive(window.get());
    }
    QString model(const QString &name) const { return test::writeModel(home, name); }
    bool keep(const files::SessionFile &plan)
    {
        window->desk.keeper().open(plan, Begin::AsGiven);
        return settle();
    }
    bool settle()
    {
        const bool isSettled = QTest::qWaitFor([this] { return window->isSettled() && page()->isSettled(); }, 20000);
        test::finishTurns();
        return isSettled;
    }
    bool showPage()
    {
        window->starting()->show();
        return settle();
    }
    StartPage *page() const { return window->starting()->page(); }
    QAbstractItemModel *sessions() const { return page()->sessions()->model(); }
    QAbstractItemModel *models() const { return page()->models()->model(); }
    QString session(int row, int role = Qt::DisplayRole) const
    {
        return sessions()->index(row, 0).data(role).toString();
    }
    QString model(int row, int column) const { return models()->index(row, column).data().toString(); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *known : page()->findChildren<QPushButton *>())
            if (known->text() == text && known->isVisible())
                return known;
        return nullptr;
    }
    void click(QAbstractItemView *list, const QModelIndex &index) const
    {
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    }
    /// Answers the dialog that is open.
    bool choose(const QString &path) const
    {
        QFileDialog *dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = window->findChild<QFileDialog *>()) && dialog->isVisible(); }))
            return false;
        dialog->findChild<QLineEdit *>("fileNameEdit")->setText(path);
        static_cast<QDialog *>(dialog)->accept();
        return true;
    }
    std::string open() const { return window->session().network() ? window->opening().model().model : std::string(); }
    std::string text() const { return *window->session().state().inputs.at(0).input.text; }
};

void bothThemes()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    for (const bool dark : {true, false})
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
            QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
}

} // namespace

class StartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void daysAreSaidAsPeopleDo()
    {
        const QDateTime now(QDate(2026, 11, 28), QTime(15, 0));
        QCOMPARE(dayText(now.addSecs(-3600), now), QString("today 14:00"));
        QCOMPARE(dayText(now.addDays(-1), now), QString("yesterday 15:00"));
        QCOMPARE(dayText(QDateTime(QDate(2026, 11, 12), QTime(1, 0)), now), QString("12 November"));
        QCOMPARE(dayText(QDateTime(QDate(2025, 12, 31), QTime(1, 0)), now), QString("31 December 2025"));
    }

    void itStandsWhereNothingIsOpenAndSaysWhatWouldBeThere()
    {
        Rig rig;
        QVERIFY(rig.showPage());
        QVERIFY(rig.page()->isVisible());
        QCOMPARE(rig.sessions()->rowCount(), 0);
        QCOMPARE(rig.models()->rowCount(), 0);
        QString said;
        for (const QLabel *label : rig.page()->findChildren<QLabel *>())
            said += label->isVisible() ? label->text() + '\n' : QString();
        QVERIFY2(said.contains("kept here at every edit") && said.contains("No model in " + rig.home.filePath("hub")),
                 qPrintable(said));
        QVERIFY(rig.button("Open the demo") && rig.button("A short walk") && rig.button("Choose…"));
        QVERIFY(!rig.window->topBar()->exportTree()->isVisible());
        // There is nothing to go back to.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(rig.page()->isVisible());
        QTest::mouseClick(rig.button("Open the demo"), Qt::LeftButton);
        QVERIFY(rig.settle());
        QVERIFY(rig.page()->isHidden());
        QVERIFY(rig.open().ends_with("demo/model"));
        QVERIFY(rig.window->topBar()->exportTree()->isVisible());
    }

    void sessionsAreListedWithTheirRacks()
    {
        Rig rig;
        QVERIFY(rig.keep(planFor(rig.model("first"), {"en", "zh"}, "one")));
        QVERIFY(rig.keep(planFor(rig.model("second/model"), {}, "two")));
        QVERIFY(rig.showPage());
        new QAbstractItemModelTester(rig.sessions(), rig.page());
        QCOMPARE(rig.sessions()->rowCount(), 2);
        QCOMPARE(rig.session(0), QString("No deltas"));
        QCOMPARE(rig.session(0, KeptSessions::ModelRole), QString("second/model"));
        QCOMPARE(rig.session(0, KeptSessions::DateRole), QString("open now"));
        QCOMPARE(rig.session(1), QString("en, zh"));
        QCOMPARE(rig.session(1, KeptSessions::ModelRole), QString("first"));
        QCOMPARE(rig.session(1, KeptSessions::CountsRole), QString("2 deltas, 4 columns, 1 input"));
        QVERIFY2(rig.session(1, KeptSessions::DateRole).startsWith("today "),
                 qPrintable(rig.session(1, KeptSessions::DateRole)));
        QCOMPARE(rig.sessions()->index(1, 0).data(KeptSessions::RackRole).value<QList<RackLine>>(),
                 (QList<RackLine>{{0, true, 1.0}, {1, false, 1.0}}));
        QVERIFY(
            rig.session(1, Qt::AccessibleTextRole).startsWith("en, zh, first, 2 deltas, 4 columns, 1 input, today"));
        // The one that is open is gone back to.
        rig.click(rig.page()->sessions(), rig.sessions()->index(0, 0));
        QVERIFY(rig.page()->isHidden());
        QCOMPARE(rig.text(), std::string("two"));
    }

    void thatVerySessionIsOpened()
    {
        Rig rig;
        const QString model = rig.model("bart");
        QVERIFY(rig.keep(planFor(model, {"en"}, "the first")));
        QVERIFY(rig.keep(planFor(model, {"fr"}, "the second")));
        QVERIFY(rig.keep(planFor(rig.model("other"), {}, "another")));
        QVERIFY(rig.showPage());
        QCOMPARE(rig.sessions()->rowCount(), 3);
        const int row = rig.session(1) == "en" ? 1 : 2;
        rig.page()->sessions()->setFocus();
        rig.page()->sessions()->setCurrentIndex(rig.sessions()->index(row, 0));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(rig.settle());
        QVERIFY(rig.page()->isHidden());
        QCOMPARE(rig.text(), std::string("the first"));
        QCOMPARE(QString::fromStdString(rig.window->session().state().deltas.at(0).name()), QString("en"));
        // And it goes on being kept in its place.
        rig.window->session().addInputs({Input{}});
        QVERIFY(rig.showPage());
        QCOMPARE(rig.sessions()->rowCount(), 3);
        QCOMPARE(rig.session(0), QString("en"));
        QCOMPARE(rig.session(0, KeptSessions::DateRole), QString("open now"));
    }

    void aModelThatMovedIsFoundAgain()
    {
        Rig rig;
        const QString model = rig.model("bart");
        QVERIFY(rig.keep(planFor(model, {"en"}, "kept")));
        QVERIFY(rig.keep(planFor(rig.model("other"), {}, "another")));
        QVERIFY(rig.home.rename("bart", "moved"));
        QVERIFY(rig.showPage());
        QVERIFY(rig.sessions()->index(1, 0).data(KeptSessions::MovedRole).toBool());
        QVERIFY(!rig.sessions()->index(0, 0).data(KeptSessions::MovedRole).toBool());
        QVERIFY(rig.session(1, Qt::AccessibleTextRole).contains("folder moved"));
        rig.click(rig.page()->sessions(), rig.sessions()->index(1, 0));
        QVERIFY(rig.choose(rig.home.filePath("moved")));
        QVERIFY(QTest::qWaitFor([&] { return rig.open() == rig.home.filePath("moved").toStdString(); }));
        QVERIFY(rig.settle());
        QCOMPARE(rig.text(), std::string("kept"));
        QVERIFY(rig.showPage());
        QCOMPARE(rig.sessions()->rowCount(), 2); // it is kept at its new place only
        QVERIFY(!rig.sessions()->index(1, 0).data(KeptSessions::MovedRole).toBool());
    }

    void modelsOfTheCacheAreListedWithTheirDeltas()
    {
        Rig rig;
        const QDir hub(rig.home.filePath("hub"));
        QVERIFY(test::writeCached(hub, "org/toy-bart", "BartForSequenceClassification", 9 << 20));
        QVERIFY(test::writeCached(hub, "Qwen/Qwen2.5-0.5B", "Qwen2ForCausalLM", 3 << 20));
        QVERIFY(test::writeCached(hub, "org/none", "T5Model", 4096));
        rig.settings.setShelf("/shelf");
        QVERIFY(rig.showPage());
        new QAbstractItemModelTester(rig.models(), rig.page());
        QCOMPARE(rig.models()->rowCount(), 3);
        QCOMPARE(rig.model(0, LocalModels::NameColumn), QString("Qwen/Qwen2.5-0.5B"));
        QCOMPARE(rig.model(0, LocalModels::ClassColumn), QString("Qwen2ForCausalLM"));
        QCOMPARE(rig.model(0, LocalModels::SizeColumn), QString("3.0 MB"));
        QTRY_COMPARE(rig.model(0, LocalModels::DeltasColumn), QString("qwen"));
        QCOMPARE(rig.model(1, LocalModels::DeltasColumn), QString("none found"));
        QCOMPARE(rig.model(2, LocalModels::DeltasColumn), QString("en, topics"));
        QCOMPARE(rig.models()->index(2, LocalModels::DeltasColumn).data(LocalModels::FitsRole).toInt(), 2);
        rig.click(rig.page()->models(), rig.models()->index(2, LocalModels::NameColumn));
        QVERIFY(rig.page()->isVisible()); // chosen, not opened
        rig.click(rig.page()->models(), rig.models()->index(2, LocalModels::OpenColumn));
        QVERIFY(QTest::qWaitFor([&] { return rig.open() == "org/toy-bart"; }));
        QVERIFY(rig.page()->isHidden());
        QVERIFY(rig.showPage());
        rig.page()->models()->setFocus();
        rig.page()->models()->setCurrentIndex(rig.models()->index(0, 0));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return rig.open() == "Qwen/Qwen2.5-0.5B"; }));
    }

    void whatIsFoundStaysAndWhatIsGoneGoes()
    {
        Rig rig;
        const QDir hub(rig.home.filePath("hub"));
        for (const char *name : {"org/a", "org/b", "org/c"})
            QVERIFY(test::writeCached(hub, name, "BartModel", 4096));
        QVERIFY(rig.showPage());
        QCOMPARE(rig.models()->rowCount(), 3);
        QVERIFY(QDir(hub.filePath("models--org--b")).removeRecursively());
        QVERIFY(test::writeCached(hub, "org/d", "BartModel", 4096));
        QVERIFY(rig.showPage());
        QCOMPARE(rig.models()->rowCount(), 3);
        QCOMPARE(rig.model(1, LocalModels::NameColumn), QString("org/c"));
        QCOMPARE(rig.model(2, LocalModels::NameColumn), QString("org/d"));
    }

    void anotherFolderIsLookedThroughAndRemembered()
    {
        Rig rig;
        QVERIFY(!test::writeModel(QDir(rig.home.filePath("work/deep")), "mine").isEmpty());
        QVERIFY(rig.showPage());
        QCOMPARE(rig.models()->rowCount(), 0);
        QTest::mouseClick(rig.button("Look in another folder…"), Qt::LeftButton);
        QVERIFY(rig.choose(rig.home.filePath("work")));
        QVERIFY(QTest::qWaitFor([&] { return rig.models()->rowCount() == 1; }));
        QCOMPARE(rig.model(0, LocalModels::NameColumn), QString("mine"));
        rig.makeWindow();
        QVERIFY(rig.showPage());
        QCOMPARE(rig.models()->rowCount(), 1);
    }

    void theStoryIsFoldedForGood()
    {
        Rig rig;
        QVERIFY(rig.showPage());
        auto *fold = rig.button("Don't show the story again");
        QVERIFY(fold);
        const int before = rig.page()->story()->height();
        QTest::mouseClick(fold, Qt::LeftButton);
        QVERIFY(rig.settle());
        QVERIFY(rig.page()->story()->height() < before / 2);
        rig.makeWindow();
        QVERIFY(rig.showPage());
        QVERIFY(!rig.button("Don't show the story again"));
        QVERIFY(rig.button("Open the demo"));
        QTest::mouseClick(rig.button("Show the story"), Qt::LeftButton);
        rig.makeWindow();
        QVERIFY(rig.showPage());
        QVERIFY(rig.button("Don't show the story again"));
    }

    void itIsReachedFromWorkAndLeftAgain()
    {
        Rig rig;
        QVERIFY(rig.keep(planFor(rig.model("bart"), {"en"}, "one")));
        auto *actions = rig.window->findChild<Actions *>();
        QMenu *menu = rig.window->topBar()->open()->menu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().contains(actions->menuAction("start-page")));
        QVERIFY(actions->run("start-page"));
        QVERIFY(rig.settle());
        QVERIFY(rig.page()->isVisible() && !rig.window->rack()->isVisible());
        QVERIFY(rig.button("Back to bart"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(rig.page()->isHidden() && rig.window->rack()->isVisible());
        QVERIFY(actions->run("start-page"));
        QTest::mouseClick(rig.button("Back to bart"), Qt::LeftButton);
        QVERIFY(rig.page()->isHidden());
        // What stands behind the page is not changed from it.
        QVERIFY(actions->run("start-page"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.window->session().state().solo, -1);
        // What is asked of the work leads there.
        for (const char *id : {"add-delta", "evaluate", "both-halves"}) {
            QVERIFY(actions->run("start-page"));
            QVERIFY(rig.page()->isVisible());
            QVERIFY(actions->run(id));
            QVERIFY2(rig.page()->isHidden(), id);
        }
    }

    void whatIsDroppedOnItOpens()
    {
        Rig rig;
        QVERIFY(rig.showPage());
        auto *target = rig.page()->findChild<DropTarget *>();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile("/models/not-a-delta/bert")});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &drop);
        QVERIFY(QTest::qWaitFor([&] { return rig.open() == "/models/not-a-delta/bert"; }));
        QVERIFY(rig.page()->isHidden());
    }

    void theKeyboardReachesEverythingAndEverythingHasAName()
    {
        Rig rig;
        QVERIFY(rig.keep(planFor(rig.model("bart"), {"en"}, "one")));
        QVERIFY(rig.showPage());
        QSet<QWidget *> reached;
        for (int i = 0; i < 60; ++i) {
            QWidget *focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (rig.page()->isAncestorOf(focus))
                reached.insert(focus);
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        for (QPushButton *button : rig.page()->findChildren<QPushButton *>())
            if (button->isVisible()) {
                QVERIFY2(reached.contains(button), qPrintable(button->text()));
                QVERIFY(!QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name).isEmpty());
            }
        for (QAbstractItemView *list : {static_cast<QAbstractItemView *>(rig.page()->sessions()),
                                        static_cast<QAbstractItemView *>(rig.page()->models())}) {
            QVERIFY(reached.contains(list));
            QVERIFY(!QAccessible::queryAccessibleInterface(list)->text(QAccessible::Name).isEmpty());
        }
    }

    void itIsShown_data() { bothThemes(); }
    void itIsShown()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        views::wear(*qApp, dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        Rig rig;
        rig.makeWindow(size);
        fill(rig);
        QVERIFY(rig.showPage());
        QVERIFY(QTest::qWaitFor([&] { return rig.model(0, LocalModels::DeltasColumn) == "qwen"; }));
        // Nothing is cut off: no part needs more room than it has.
        const auto *scroll = rig.page()->findChild<QScrollArea *>();
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0);
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath("."));
        QVERIFY(rig.window->grab().save(pictures.filePath(QString("start-%1.png").arg(QTest::currentDataTag()))));
    }

    void itIsShownEmptyAndAfterAFailure()
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        Rig rig;
        const QDir pictures(QStringLiteral(PICTURES));
        QVERIFY(pictures.mkpath("."));
        QVERIFY(rig.showPage());
        QVERIFY(rig.window->grab().save(pictures.filePath("start-empty.png")));
        rig.window->starting()->openKept(planFor("/missing/bart", {"en"}, "one"), Begin::AsGiven);
        QVERIFY(QTest::qWaitFor([&] { return rig.button("Find it…"); }));
        QVERIFY(rig.settle());
        QCOMPARE(QApplication::focusWidget(), rig.button("Find it…"));
        QVERIFY(rig.window->grab().save(pictures.filePath("start-failed.png")));
    }

private:
    static void fill(Rig &rig)
    {
        const QDir hub(rig.home.filePath("hub"));
        for (const auto &[id, architecture, bytes] :
             {std::tuple("distilbert-base-uncased", "DistilBertForMaskedLM", 268),
              {"org/toy-bart", "BartModel", 558},
              {"Qwen/Qwen2.5-0.5B", "Qwen2ForCausalLM", 988},
              {"google/mt5-small", "MT5ForConditionalGeneration", 1200},
              {"openai/whisper-tiny-with-a-name-that-is-longer-than-its-column", "WhisperForConditionalGeneration",
               151}})
            QVERIFY(test::writeCached(hub, id, architecture, qint64(bytes) << 20));
        rig.settings.setShelf("/shelf");
        const QString gone = rig.model("mt5-small-fr");
        QVERIFY(rig.keep(planFor(gone, {"a", "b", "c"}, "one")));
        QVERIFY(rig.home.rename("mt5-small-fr", "elsewhere"));
        QVERIFY(rig.keep(planFor(rig.model("opt"), {"1", "2", "3", "4", "5", "6", "7"}, "one")));
        QVERIFY(rig.keep(planFor(rig.model("tiny-llama"), {}, "one")));
        QVERIFY(rig.keep(planFor(rig.model("demo/model"), {"en", "zh", "fr"}, "one")));
        rig.window->session().setStrength(rig.window->session().state().deltas[2].setting.id, 1.6);
    }
};

QTEST_MAIN(StartTest)
#include "tst_start.moc"
