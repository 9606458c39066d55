#include "app/dropped.h"
#include "app/modelfiles.h"
#include "app/start/startpage.h"
#include "app/testwindow.h"
#include "session/edit.h"
#include "support/named.h"
#include "support/toyengine.h"
#include "support/turns.h"
#include "views/bench/benchtable.h"
#include "views/common/theme.h"
#include "views/modules/findfield.h"
#include "views/modules/patchbay.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;

namespace {

using Begin = items::Keeper::Begin;

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

files::SessionFile threeDeltas()
{
    files::SessionFile plan;
    plan.model.model = "/shelf/bart";
    for (const char *name : {"en", "zh", "fr"}) {
        DeltaRequest request;
        request.path = std::string("/shelf/") + name;
        request.name = name;
        addWaiting(plan.state, request, {-1, false, 1.0, {}});
    }
    addInput(plan.state, sentence("a card game"));
    return plan;
}

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    std::unique_ptr<test::TestWindow> window;

    Rig()
    {
        makeWindow();
        window->desk.keeper().open(threeDeltas(), Begin::AsGiven);
        (void)settle();
    }
    /// As if the program was started once more.
    void restart()
    {
        window.reset();
        makeWindow();
        window->desk.keeper().open(*window->desk.keeper().last(), Begin::WhereItEnded);
        (void)settle();
    }
    void makeWindow()
    {
        views::wear(*qApp, views::Theme::Kind::Dark);
        window = std::make_unique<test::TestWindow>([] { return std::make_unique<test::ToyEngine>(); }, settings,
                                                    folder.filePath("sessions"));
        window->resize(1280, 800);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowActive(window.get());
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return window->isSettled(); }, 10000);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, Qt::Key(key), modifiers);
    }
    void drop(const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &event);
        (void)settle();
    }
    const items::SessionState &state() const { return window->session().state(); }
    DeltaId id(int i) const { return state().deltas[i].setting.id; }
};

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStartHasColumnsForEveryDeltaAndAnInspectedSite()
    {
        Rig rig;
        QStringList titles;
        for (const items::BenchColumn &column : rig.state().columns)
            titles << items::titleOf(rig.state(), column);
        QCOMPARE(titles, (QStringList{"Nothing", "Backbone", "en", "zh", "fr"}));
        QVERIFY(!rig.window->session().undoStack().canUndo());
        QCOMPARE(rig.window->inspector()->modules().size(), 3);
        for (const items::BenchColumn &column : rig.state().columns)
            QCOMPARE(rig.window->bench().stateOf(rig.state().inputs[0].key, column.key), items::Bench::State::Current);
    }

    void keysSoloPlugInUndoAndRedo()
    {
        Rig rig;
        rig.window->modules()->setFocus();
        rig.key(Qt::Key_2);
        QCOMPARE(rig.state().solo, rig.id(1));
        rig.key(Qt::Key_2);
        QCOMPARE(rig.state().solo, -1);
        rig.key(Qt::Key_2, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(rig.state().deltas[0].setting.attached);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("en"));
        rig.key(Qt::Key_4, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("fr"));
        rig.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("en"));
        rig.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("fr"));
        QTest::mouseClick(rig.window->topBar()->undo(), Qt::LeftButton);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("en"));
        rig.key(Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("Nothing"));
    }

    void whatIsAttachedHasAColumnOnlyWhileNoOtherSaysTheSame()
    {
        Rig rig;
        views::BenchTable *table = rig.window->benchPanel()->table();
        QVERIFY(table->isColumnHidden(0)); // nothing attached: the backbone's column says it
        QCOMPARE(table->columnWidth(1), table->columnWidth(4));
        QVERIFY(table->columnWidth(1) * 4 <= table->viewport()->width());
        rig.key(Qt::Key_2, Qt::ControlModifier | Qt::AltModifier); // en, as its own column
        QVERIFY(table->isColumnHidden(0));
        rig.window->session().attach(rig.id(1));
        QVERIFY(!table->isColumnHidden(0));
        QCOMPARE(items::titleOf(rig.state(), rig.state().columns[0]), QString("en + zh"));
    }

    void droppedInputsAreReadAsOnTheCommandLine()
    {
        QTemporaryDir folder;
        bridge::Workspace workspace([] { return std::make_unique<test::ToyEngine>(); });
        Dropped dropped(workspace);
        QList<Input> inputs;
        QString noted, failed;
        connect(&dropped, &Dropped::inputsFound, [&inputs](const std::vector<DataLine> &found) {
            for (const DataLine &line : found)
                inputs << line.input;
        });
        connect(&dropped, &Dropped::noted, [&noted](const QString &sentence) { noted = sentence; });
        connect(&dropped, &Dropped::failed,
                [&failed](const Error &error) { failed = QString::fromStdString(error.sentence()); });
        const auto take = [&](const char *name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
            file.close();
            inputs.clear();
            noted.clear();
            failed.clear();
            dropped.take(file.fileName());
            QTRY_VERIFY(!inputs.isEmpty() || !failed.isEmpty());
        };
        take("a.jsonl", R"({"ids": [1, "two"]})");
        QVERIFY2(failed.endsWith("a.jsonl, line 1: ids: expected whole numbers, found \"two\""), qPrintable(failed));
        take("b.jsonl", R"({"pixels": [[[1, 2]]]})");
        QCOMPARE(inputs.value(0).pixels, (std::vector<float>{1, 2}));
        take("c.csv", "text,note\na,b\n");
        QCOMPARE(inputs.value(0).text, std::optional<std::string>("a"));
        QTRY_VERIFY2(noted.endsWith("keys that mean nothing here were ignored: note"), qPrintable(noted));
        take("d.txt", QByteArray("line\n").repeated(600));
        QCOMPARE(int(inputs.size()), 500);
        QTRY_VERIFY2(noted.endsWith("the first 500 of 600 inputs were taken; Evaluate takes all of them"),
                     qPrintable(noted));
    }

    void aFailedFirstOpenOffersWaysOn()
    {
        files::SessionFile none;
        none.model.model = "/shelf/missing";
        Rig rig;
        const QString other = test::writeModel(QDir(rig.folder.path()), "other");
        rig.settings.addRecentModel(other);
        rig.window.reset();
        rig.makeWindow();
        rig.window->desk.keeper().open(none, Begin::AsGiven);
        auto *page = rig.window->findChild<app::StartPage *>();
        QTRY_VERIFY(page->isVisible());
        QVERIFY(!rig.window->benchPanel()->isVisible());
        QTRY_VERIFY(page->isSettled() && page->models()->model()->rowCount() > 0);
        QTest::keyClick(page->models(), Qt::Key_Return);
        QVERIFY(rig.settle());
        QTRY_VERIFY(!page->isVisible());
        QVERIFY(rig.window->benchPanel()->isVisible());
        QVERIFY(rig.window->messages()->text().isEmpty());
    }

    void theSearchFieldFindsAndDigitsTypedThereAreText()
    {
        Rig rig;
        rig.key(Qt::Key_F, Qt::ControlModifier);
        QLineEdit *search = rig.window->topBar()->search();
        QCOMPARE(QApplication::focusWidget(), search);
        QTest::keyClicks(search, "fc2");
        QCOMPARE(rig.state().solo, -1);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(rig.window->modules()->tree()->currentIndex().data(items::PathRole).toString().endsWith("fc2"));
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(!search->hasFocus());
    }

    void aDroppedModelOpensAndADroppedDeltaIsAdded()
    {
        Rig rig;
        rig.drop({"/shelf/titles"});
        QCOMPARE(int(rig.state().deltas.size()), 4);
        QCOMPARE(rig.state().deltas[3].info->name, std::string("titles"));
        rig.drop({"/shelf/titles"});
        QCOMPARE(rig.state().deltas[4].info->name, std::string("titles-2"));
        rig.drop({"/shelf/titles", "/other/titles", "/shelf/news"});
        QCOMPARE(int(rig.state().deltas.size()), 8);
        QStringList names;
        for (int i = 5; i < 8; ++i)
            names << QString::fromStdString(rig.state().deltas[i].info->name);
        QCOMPARE(names, QStringList({"titles-3", "titles-4", "news"}));
        rig.drop({"/models/not-a-delta/bert"});
        QCOMPARE(rig.window->session().network()->model, std::string("/models/not-a-delta/bert"));
        QVERIFY(rig.state().deltas.empty());
        QCOMPARE(int(rig.state().inputs.size()), 1);
    }

    void aDroppedListOfInputsIsRead()
    {
        Rig rig;
        QFile file(rig.folder.filePath("inputs.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"text\": \"one\"}\n\n{\"text\": \"two\", \"text_pair\": \"three\"}\n");
        file.close();
        rig.drop({file.fileName()});
        QTRY_COMPARE(int(rig.state().inputs.size()), 3);
        QCOMPARE(*rig.state().inputs[2].input.textPair, std::string("three"));
        QFile bad(rig.folder.filePath("bad.jsonl"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("nonsense\n");
        bad.close();
        rig.drop({bad.fileName()});
        QTRY_VERIFY(rig.window->messages()->text().contains("line 1"));
        QCOMPARE(int(rig.state().inputs.size()), 3);
    }

    void whatFailsIsSaidAndWhatWasOpenStays()
    {
        Rig rig;
        rig.window->openModel("/models/missing");
        QVERIFY(QTest::qWaitFor([&] { return rig.window->messages()->text().contains("there is no such folder"); }));
        QCOMPARE(rig.window->session().network()->model, std::string("/shelf/bart"));
        QCOMPARE(int(rig.state().deltas.size()), 3);
    }

    void aFreshHeadIsSaidClearly()
    {
        Rig rig;
        QVERIFY(rig.window->headBar()->text().isEmpty());
        files::SessionFile plan = threeDeltas();
        plan.model.head = HeadChoice{HeadKind::SequenceClassification, 6};
        rig.window->opening().start(plan);
        QVERIFY(QTest::qWaitFor(
            [&] { return rig.window->headBar()->text().contains("classification head is freshly initialised"); }));
        QVERIFY(rig.settle());
    }

    void anotherHeadOrNumberTypeFromTheOpenMenu()
    {
        Rig rig;
        const auto trigger = [&rig](const QString &text) {
            QMenu *menu = rig.window->topBar()->open()->menu();
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->actions())
                if (action->text() == text && action->isEnabled())
                    return action->trigger(), true;
            return false;
        };
        QVERIFY(trigger("Compute in the file's number type"));
        QVERIFY(QTest::qWaitFor([&] {
            return rig.window->opening().model().compute == ComputeType::AsStored && !rig.window->opening().isBusy();
        }));
        QCOMPARE(rig.window->session().network()->copyBytes, 0);
        QCOMPARE(int(rig.state().deltas.size()), 3);
        QVERIFY(trigger("With another head…"));
        const auto *heads = rig.window->headBar()->findChild<QComboBox *>();
        QCOMPARE(heads->count(), 2);
        QCOMPARE(heads->itemText(0), "Embeddings, no head");
        QCOMPARE(heads->itemText(1), "Generate text (encoder-decoder)");
        for (QPushButton *button : rig.window->headBar()->findChildren<QPushButton *>())
            if (button->text() == "Open with this head")
                button->click();
        QVERIFY(QTest::qWaitFor([&] { return rig.window->session().network()->head == HeadKind::None; }));
        QCOMPARE(rig.window->opening().model().compute, ComputeType::AsStored);
        QVERIFY(rig.settle());
    }

    void theHeadThatADeltaBringsIsOffered()
    {
        Rig rig;
        HeadBar *bar = rig.window->headBar();
        files::SessionFile plan = threeDeltas();
        plan.model.head = HeadChoice{HeadKind::None, 0};
        rig.window->opening().start(plan);
        QVERIFY(rig.settle());
        DeltaRequest request;
        request.path = "/shelf/headed";
        rig.window->session().add(request, {});
        QVERIFY(QTest::qWaitFor([bar] { return bar->text().contains("headed brings a head of its own"); }));
        QVERIFY(bar->text().contains("sequence classification, 5 labels"));
        for (QPushButton *button : bar->findChildren<QPushButton *>())
            if (button->text() == "Open with this head")
                button->click();
        QVERIFY(
            QTest::qWaitFor([&] { return rig.window->session().network()->head == HeadKind::SequenceClassification; }));
        QVERIFY(rig.settle());
        QCOMPARE(rig.window->opening().model().head->labels, 5);
        QCOMPARE(int(rig.state().deltas.size()), 4);
        QVERIFY(!bar->text().contains("brings a head"));
    }

    void addingADeltaBesideTheTreeWithItsTargetsLit()
    {
        Rig rig;
        QTest::mouseClick(rig.window->topBar()->addDelta(), Qt::LeftButton);
        QVERIFY(rig.window->addDelta()->isVisible());
        QVERIFY(!rig.window->inspector()->isVisible());
        // The rack's deltas are saved ones: so is the next, most likely.
        auto *path = test::named<QLineEdit>(*rig.window->addDelta(), "Folder of the saved delta");
        QVERIFY(path && path->isVisible());
        for (QToolButton *tab : rig.window->addDelta()->findChildren<QToolButton *>())
            if (tab->text() == "Fresh")
                QTest::mouseClick(tab, Qt::LeftButton);
        QTest::keyClicks(QApplication::focusWidget(), "fc1");
        QVERIFY(QTest::qWaitFor([&] {
            rig.window->modules()->reveal(1);
            return !rig.window->modules()
                        ->tree()
                        ->model()
                        ->match(rig.window->modules()->tree()->model()->index(0, 0), items::LitRole, true, 1,
                                Qt::MatchExactly | Qt::MatchRecursive)
                        .isEmpty();
        }));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return rig.state().deltas.size() == 4; }));
        QVERIFY(rig.settle());
        QVERIFY(rig.window->inspector()->isVisible());
        rig.key(Qt::Key_D, Qt::ControlModifier); // as the last one came
        QVERIFY(!path->isVisible());
    }

    void theFormOfADeltaHasRoomAndGivesItBack()
    {
        Rig rig;
        rig.window->resize(1280, 800);
        test::finishTurns();
        const int before = rig.window->rack()->height();
        rig.key(Qt::Key_D, Qt::ControlModifier);
        test::finishTurns();
        for (QPushButton *button : rig.window->addDelta()->findChildren<QPushButton *>())
            if (button->isVisible() && (button->text() == "Add" || button->text() == "Cancel"))
                QVERIFY2(rig.window->rect().contains(QRect(button->mapTo(rig.window.get(), QPoint()), button->size())),
                         qPrintable(button->text()));
        QVERIFY(rig.window->addDelta()->height() >= 300);
        QVERIFY(rig.window->benchPanel()->height() > 200); // and leaves the bench its own
        for (QPushButton *button : rig.window->addDelta()->findChildren<QPushButton *>())
            if (button->text() == "Cancel")
                QTest::mouseClick(button, Qt::LeftButton);
        test::finishTurns();
        QCOMPARE(rig.window->rack()->height(), before);
    }

    void aDeltaOfTheShelfIsDraggedOntoTheTree()
    {
        Rig rig;
        QTest::keyClick(rig.window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(rig.window->shelf()->isVisible());
        rig.window->shelf()->shelf().open("/shelf");
        QVERIFY(rig.settle());
        QListView *list = rig.window->shelf()->list();
        list->setCurrentIndex(list->model()->index(3, 0));
        QVERIFY(rig.window->modules()
                    ->tree()
                    ->model()
                    ->match(rig.window->modules()->tree()->model()->index(0, 0), items::LitRole, true, 1,
                            Qt::MatchExactly | Qt::MatchRecursive)
                    .size()
                == 1);
        const std::unique_ptr<QMimeData> data(list->model()->mimeData({list->currentIndex()}));
        const QPoint at = rig.window->modules()->mapTo(rig.window.get(), rig.window->modules()->rect().center());
        QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(rig.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(rig.window.get(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return rig.state().deltas.size() == 4; }));
        QCOMPARE(rig.state().deltas[3].info->path, std::string("/shelf/titles"));
        QVERIFY(rig.settle());
        QVERIFY(rig.window->shelf()->isVisible());
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return rig.state().deltas.size() == 5; }));
        QVERIFY(rig.settle());
        rig.window->close();
        QCOMPARE(rig.settings.shelf(), QString("/shelf"));
    }

    void layoutThemeAndSessionAreRemembered()
    {
        Rig rig;
        rig.window->session().attach(rig.id(1));
        rig.window->session().renameColumn(rig.state().columns[2].key, "English");
        rig.window->switchTheme();
        QCOMPARE(views::theme().kind, views::Theme::Kind::Light);
        rig.window->rack()->hide();
        rig.window->close();
        rig.restart();
        QCOMPARE(rig.settings.theme(), ThemeChoice::Light);
        QVERIFY(!rig.settings.layout().isRackShown);
        QVERIFY(!rig.window->rack()->isVisible());
        QCOMPARE(int(rig.state().deltas.size()), 3);
        QVERIFY(rig.state().deltas[1].setting.attached);
        QVERIFY(!rig.state().deltas[0].setting.attached);
        QCOMPARE(rig.state().columns[2].name, std::string("English"));
        QCOMPARE(rig.state().mixOf(rig.state().columns[2]).deltas.size(), std::size_t(1));
        QCOMPARE(*rig.state().inputs[0].input.text, std::string("a card game"));
    }

    void everyControlHasAName()
    {
        Rig rig;
        for (QWidget *widget : rig.window->findChildren<QWidget *>()) {
            const bool takesKeys = widget->focusPolicy() & Qt::TabFocus;
            if (!takesKeys || !widget->isVisible() || qobject_cast<QAbstractItemView *>(widget)
                || qobject_cast<QAbstractScrollArea *>(widget))
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            const bool isNamed = !widget->accessibleName().isEmpty() || (button && button->text().size() > 1);
            QVERIFY2(isNamed, qPrintable(QString("%1 in %2")
                                             .arg(widget->metaObject()->className(),
                                                  widget->parentWidget()->metaObject()->className())));
        }
    }

    void nothingIsClippedAtTheSmallestAndTheLargestSize()
    {
        Rig rig;
        for (const QSize size : {QSize(1280, 800), QSize(3840, 2160)}) {
            rig.window->resize(size);
            QVERIFY(QTest::qWaitFor([&] { return rig.window->size() == size; }));
            test::finishTurns();
            for (QPushButton *button : rig.window->topBar()->findChildren<QPushButton *>()) {
                QVERIFY(button->width() >= button->minimumSizeHint().width());
                QVERIFY(rig.window->rect().contains(QRect(button->mapTo(rig.window.get(), QPoint()), button->size())));
            }
        }
    }
};

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
