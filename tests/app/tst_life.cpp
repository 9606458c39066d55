// The window goes in every state, and what menus and dialogs stand on goes while they are open. Most of what can go
// wrong here is seen by the address sanitizer only.
#include "app/testwindow.h"
#include "session/edit.h"
#include "support/toyengine.h"
#include "views/bench/benchtable.h"
#include "views/bench/columnheader.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/common/theme.h"
#include "views/inspector/barchart.h"
#include "views/merge/mergedialog.h"
#include "views/modules/patchbay.h"
#include "views/rack/deltacard.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace deltascope;
using namespace deltascope::app;
using test::Gate;
using Side = MainWindow::Side;

namespace {

Input sentence(const char *text)
{
    Input input;
    input.text = text;
    return input;
}

files::SessionFile planFor(const char *model)
{
    files::SessionFile plan;
    plan.model.model = model;
    for (const char *name : {"en", "zh", "titles"}) {
        DeltaRequest request;
        request.path = std::string("/shelf/") + name;
        request.name = name;
        addWaiting(plan.state, request, {-1, std::string(name) == "en", 1.0, {}});
    }
    for (const char *text : {"a card game", "an image viewer"})
        addInput(plan.state, sentence(text));
    return plan;
}

struct Rig {
    QTemporaryDir folder;
    Settings settings{folder.filePath("settings.ini")};
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::unique_ptr<test::TestWindow> window;

    Rig()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        views::wear(*qApp, views::Theme::Kind::Dark);
        window = std::make_unique<test::TestWindow>([gate = gate] { return std::make_unique<test::ToyEngine>(gate); },
                                                    settings);
        window->resize(1280, 800);
        window->show();
    }
    void open(const char *model)
    {
        window->opening().start(planFor(model));
        QVERIFY(settle());
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return window->isSettled(); }, 20000);
    }
    bool waitUntilHeld()
    {
        return QTest::qWaitFor([this] { return gate->waiting() > 0; }, 20000);
    }
    const items::SessionState &state() const { return window->session().state(); }

    views::InputCard *inputCard() const { return window->benchPanel()->inputs()->card(state().inputs.front().key); }
    views::DeltaCard *deltaCard() const { return window->rack()->card(state().deltas.front().setting.id); }
    void openMenuOf(QWidget *widget, const QPoint &at = {5, 5})
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
        QApplication::sendEvent(widget, &event);
    }
    QMenu *menu() const { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }
    QAction *entry(const QString &text) const
    {
        for (QAction *action : menu() ? menu()->actions() : QList<QAction *>())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    void openTreeMenu()
    {
        views::PatchBay *tree = window->modules()->tree();
        window->modules()->reveal(state().deltas.front().info->taps.front().module);
        openMenuOf(tree->viewport(), tree->visualRect(tree->currentIndex()).center());
    }
    void openAddColumnMenu()
    {
        for (QToolButton *button : window->benchPanel()->findChildren<QToolButton *>())
            if (button->accessibleName() == "Add a column")
                button->click();
    }
};

using Step = void (*)(Rig &);

} // namespace

Q_DECLARE_METATYPE(Step)

class LifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowGoesWhile_data()
    {
        QTest::addColumn<Step>("step");
        const auto add = [](const char *name, Step step) { QTest::addRow("%s", name) << step; };
        add("nothing is open", [](Rig &) {});
        add("a model opens", [](Rig &rig) {
            rig.gate->hold(Gate::Call::Open);
            rig.window->openModel("/shelf/slow");
            QVERIFY(rig.waitUntilHeld());
        });
        add("deltas load", [](Rig &rig) {
            rig.gate->hold(Gate::Call::Add);
            rig.window->opening().start(planFor("/shelf/bart"));
            QVERIFY(rig.waitUntilHeld());
        });
        add("all is settled", [](Rig &rig) { rig.open("/shelf/bart"); });
        add("inputs run", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.gate->hold(Gate::Call::Run);
            rig.window->session().attach(rig.state().deltas[1].setting.id);
            QVERIFY(rig.waitUntilHeld());
        });
        add("text is generated", [](Rig &rig) {
            files::SessionFile plan = planFor("/shelf/bart");
            plan.model.head = HeadChoice{HeadKind::ConditionalGeneration, 0};
            rig.gate->hold(Gate::Call::Run);
            rig.window->opening().start(plan);
            QVERIFY(rig.waitUntilHeld());
        });
        add("a merge is measured", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.gate->hold(Gate::Call::Merge);
            auto *dialog
                = new views::MergeDialog(rig.window->session(), rig.window->desk.questions(), rig.window.get());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
            QVERIFY(rig.waitUntilHeld());
        });
        add("a merge is written", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.gate->hold(Gate::Call::Write);
            rig.window->desk.questions().merge(
                {rig.state().liveMix(), {}, rig.folder.filePath("merged").toStdString()});
            QVERIFY(rig.waitUntilHeld());
        });
        add("a shelf is looked through", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.gate->hold(Gate::Call::Shelf);
            rig.window->showSide(Side::Shelf);
            rig.window->shelf()->shelf().open("/shelf");
            QVERIFY(rig.waitUntilHeld());
        });
        add("a delta is typed", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.window->showSide(Side::AddDelta);
            QTest::keyClicks(QApplication::focusWidget(), "fc1");
        });
        add("the picture is written", [](Rig &rig) {
            rig.open("/shelf/bart");
            rig.window->exportTo(rig.folder.filePath("tree.png"));
        });
        for (const auto &[name, step] : menus())
            add(name, step);
        for (const auto &[name, step] : dialogs())
            add(name, step);
    }

    void theWindowGoesWhile()
    {
        QFETCH(Step, step);
        Rig rig;
        step(rig);
        if (QTest::currentTestFailed())
            return;
        rig.window.reset();
        QCoreApplication::processEvents();
        QVERIFY(!QApplication::activePopupWidget());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void anotherModelOpensWhile_data()
    {
        QTest::addColumn<Step>("step");
        for (const auto &[name, step] : menus())
            QTest::addRow("%s", name) << step;
        for (const auto &[name, step] : dialogs())
            QTest::addRow("%s", name) << step;
    }

    /// Cards, rows and columns that a menu or dialog was opened from are replaced; then every entry is chosen.
    void anotherModelOpensWhile()
    {
        QFETCH(Step, step);
        Rig rig;
        step(rig);
        if (QTest::currentTestFailed())
            return;
        files::SessionFile bare;
        bare.model.model = "/shelf/other";
        addInput(bare.state, sentence("another text"));
        rig.window->opening().start(bare);
        QVERIFY(QTest::qWaitFor(
            [&] { return rig.window->isSettled() && rig.window->session().network()->model == "/shelf/other"; }));
        if (QPointer<QMenu> menu = rig.menu())
            for (const QPointer<QAction> action : menu->actions())
                if (action && !action->isSeparator())
                    action->trigger();
        while (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            qobject_cast<QFileDialog *>(dialog) ? dialog->reject() : dialog->accept();
            if (dialog == QApplication::activeModalWidget())
                dialog->reject();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QVERIFY(rig.settle());
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
    }

    void aMenuOfTheTreeNamesTheRowItWasOpenedOn()
    {
        Rig rig;
        rig.open("/shelf/bart");
        rig.openTreeMenu();
        QPointer<QAction> copy = rig.entry("Copy name");
        QVERIFY(copy);
        const QString name = rig.window->modules()->tree()->currentIndex().data(items::PathRole).toString();
        rig.window->openModel("/shelf/other");
        QVERIFY(rig.settle());
        QVERIFY(copy);
        copy->trigger();
        QCOMPARE(QApplication::clipboard()->text(), name);
    }

private:
    static QList<std::pair<const char *, Step>> menus()
    {
        return {
            {"an input's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openMenuOf(rig.inputCard());
                 QVERIFY(rig.entry("Remove"));
             }},
            {"an input's rules are open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 Q_EMIT rig.inputCard()->ruleMenuAsked(QPoint(200, 200));
                 QVERIFY(rig.entry("en"));
             }},
            {"a delta's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openMenuOf(rig.deltaCard());
                 QVERIFY(rig.entry("Rename"));
             }},
            {"the tree's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openTreeMenu();
                 QVERIFY(rig.entry("Copy name"));
             }},
            {"a column's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 auto *header = rig.window->findChild<views::ColumnHeader *>();
                 QTRY_VERIFY(header->logicalIndexAt(QPoint(5, 5)) >= 0);
                 rig.openMenuOf(header->viewport());
                 QVERIFY(rig.entry("Remove column"));
             }},
            {"the menu of new columns is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openAddColumnMenu();
                 QVERIFY(rig.entry("As attached"));
             }},
            {"the plot's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openMenuOf(static_cast<QWidget *>(rig.window->benchPanel()->plot()->children().first()));
                 QVERIFY(rig.menu());
             }},
            {"a chart's menu is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openMenuOf(rig.window->findChild<views::BarChart *>());
                 QVERIFY(rig.menu());
             }},
            {"the menu of models is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.window->topBar()->open()->menu()->popup({100, 100});
                 QVERIFY(rig.menu());
                 rig.menu()->close(); // its entries open dialogs, which have rows of their own
             }},
        };
    }

    static QList<std::pair<const char *, Step>> dialogs()
    {
        return {
            {"the keys are shown",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.window->showKeys();
                 QVERIFY(QApplication::activeModalWidget());
             }},
            {"a model is chosen",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.window->chooseModel();
                 QVERIFY(QApplication::activeModalWidget());
             }},
            {"an export is named",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.window->startExport();
                 QVERIFY(QApplication::activeModalWidget());
             }},
            {"deltas of a column are picked",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 rig.openAddColumnMenu();
                 const QPointer<QMenu> menu = rig.menu();
                 rig.entry("Several deltas…")->trigger();
                 if (menu)
                     menu->close();
                 QVERIFY(QApplication::activeModalWidget());
             }},
            {"the merge dialog is open",
             [](Rig &rig) {
                 rig.open("/shelf/bart");
                 auto *dialog
                     = new views::MergeDialog(rig.window->session(), rig.window->desk.questions(), rig.window.get());
                 dialog->setAttribute(Qt::WA_DeleteOnClose);
                 dialog->open();
             }},
        };
    }
};

QTEST_MAIN(LifeTest)
#include "tst_life.moc"
