// Whatever a user does in whatever order, the window lives: random edits, openings, heads, menus, dialogs and closings.
// The steps follow from DELTASCOPE_SEED (1 if it is not set) and are as many as DELTASCOPE_STEPS says (300).
#include "app/testwindow.h"
#include "support/toyengine.h"
#include "views/bench/columnheader.h"
#include "views/bench/inputcard.h"
#include "views/bench/inputspanel.h"
#include "views/common/theme.h"
#include "views/inspector/barchart.h"
#include "views/merge/mergedialog.h"
#include "views/modules/findfield.h"
#include "views/modules/patchbay.h"
#include "views/rack/deltacard.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <random>

using namespace deltascope;
using namespace deltascope::app;
using test::Gate;
using Side = MainWindow::Side;

namespace {

int fromEnvironment(const char *name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

class Churn {
public:
    explicit Churn(unsigned seed)
        : m_random(seed)
    {
        start();
    }

    void step()
    {
        using Action = void (Churn::*)();
        static constexpr Action actions[] = {
            &Churn::openModel,    &Churn::changeHead,   &Churn::switchDelta,  &Churn::turnStrength, &Churn::moveDelta,
            &Churn::addDelta,     &Churn::removeDelta,  &Churn::editInput,    &Churn::addInput,     &Churn::removeInput,
            &Churn::changeColumn, &Churn::undoOrRedo,   &Churn::openMenu,     &Churn::openMenu,     &Churn::useMenu,
            &Churn::useMenu,      &Churn::openDialog,   &Churn::closeDialog,  &Churn::closeDialog,  &Churn::showSide,
            &Churn::search,       &Churn::lookAtModule, &Churn::holdOrLift,   &Churn::letTimePass,  &Churn::letTimePass,
            &Churn::switchTheme,  &Churn::toggleMark,   &Churn::closeAndStart};
        (this->*actions[pick(std::size(actions))])();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    bool settle()
    {
        lift();
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        return QTest::qWaitFor([this] { return m_window->isSettled(); }, 30000);
    }

private:
    void start()
    {
        m_gate = std::make_shared<Gate>();
        m_window = std::make_unique<test::TestWindow>(
            [gate = m_gate] { return std::make_unique<test::ToyEngine>(gate); }, m_settings);
        m_window->resize(1280, 800);
        m_window->show();
    }
    std::size_t pick(std::size_t count) { return m_random() % count; }
    items::Session &session() { return m_window->session(); }
    const items::SessionState &state() { return session().state(); }
    DeltaId anyDelta()
    {
        return state().deltas.empty() ? -1 : state().deltas[int(pick(state().deltas.size()))].setting.id;
    }
    int anyInput() { return state().inputs.empty() ? -1 : state().inputs[int(pick(state().inputs.size()))].key; }
    int anyColumn() { return state().columns.empty() ? -1 : state().columns[int(pick(state().columns.size()))].key; }

    void openModel()
    {
        static const char *const models[] = {"/shelf/a", "/shelf/b", "/shelf/missing"};
        m_window->openModel(models[pick(3)]);
    }
    void changeHead()
    {
        static const HeadKind heads[]
            = {HeadKind::SequenceClassification, HeadKind::ConditionalGeneration, HeadKind::None};
        m_window->reopen([head = heads[pick(3)]](OpenRequest &request) { request.head = HeadChoice{head, 0}; });
    }
    void switchDelta() { pick(2) ? session().toggle(anyDelta()) : session().toggleSolo(anyDelta()); }
    void turnStrength() { session().setStrength(anyDelta(), double(pick(30)) / 10, items::Gesture::begin()); }
    void moveDelta() { session().move(anyDelta(), int(pick(4))); }
    void addDelta()
    {
        static const char *const paths[] = {"/shelf/en", "/shelf/titles", "/shelf/mixed", "/shelf/missing"};
        DeltaRequest request;
        request.path = paths[pick(4)];
        request.name = session().freeName("d").toStdString();
        session().add(request, {});
    }
    void removeDelta() { session().remove(anyDelta()); }
    void editInput()
    {
        Input input;
        input.text = pick(8) ? "text " + std::to_string(pick(1000)) : "too long";
        session().setInput(anyInput(), input, items::Gesture::begin());
    }
    void addInput() { session().addInputs({Input()}); }
    void removeInput() { session().removeInput(anyInput()); }
    void changeColumn()
    {
        switch (pick(4)) {
        case 0: session().addColumn({}, state().liveMix()); break;
        case 1: session().removeColumn(anyColumn()); break;
        case 2: session().moveColumn(anyColumn(), int(pick(5))); break;
        default: session().plugIn(anyColumn()); break;
        }
    }
    void undoOrRedo()
    {
        for (std::size_t i = pick(4); i > 0; --i)
            pick(3) ? session().undoStack().undo() : session().undoStack().redo();
    }
    void openMenu()
    {
        if (QApplication::activeModalWidget())
            return;
        QWidget *on = nullptr;
        switch (pick(6)) {
        case 0: on = m_window->benchPanel()->inputs()->card(anyInput()); break;
        case 1: on = m_window->rack()->card(anyDelta()); break;
        case 2: on = m_window->modules()->tree()->viewport(); break;
        case 3: on = m_window->findChild<views::ColumnHeader *>()->viewport(); break;
        case 4: on = m_window->findChild<views::BarChart *>(); break;
        default:
            for (QToolButton *button : m_window->benchPanel()->findChildren<QToolButton *>())
                if (button->accessibleName() == "Add a column")
                    return button->click();
        }
        if (!on)
            return;
        const QPoint at(6, int(6 + pick(40)));
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, on->mapToGlobal(at));
        QApplication::sendEvent(on, &event);
    }
    void useMenu()
    {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu)
            return;
        const QPointer<QMenu> open = menu;
        QAction *action = menu->actions().value(int(pick(std::size_t(menu->actions().size()) + 1)));
        if (action && action->isEnabled() && !action->menu())
            action->trigger();
        if (open)
            open->close();
    }
    void openDialog()
    {
        if (QApplication::activeModalWidget() || QApplication::activePopupWidget())
            return;
        switch (pick(4)) {
        case 0: m_window->showKeys(); break;
        case 1: m_window->chooseModel(); break;
        case 2: m_window->startExport(); break;
        default: {
            auto *dialog = new views::MergeDialog(session(), m_window->desk.questions(), m_window.get());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        }
        }
    }
    void closeDialog()
    {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
            qobject_cast<QFileDialog *>(dialog) || pick(2) ? dialog->reject() : dialog->accept();
    }
    void showSide()
    {
        const Side side = Side(pick(3));
        m_window->showSide(side);
        if (side == Side::Shelf && pick(2))
            m_window->shelf()->shelf().open(pick(4) ? "/shelf" : "/missing");
    }
    void search()
    {
        static const char *const texts[] = {"", "fc", "[r].*", "attn@.q@", "nothing"};
        m_window->topBar()->search()->setText(texts[pick(5)]);
    }
    void lookAtModule()
    {
        if (const NetworkInfo *network = session().network())
            m_window->modules()->reveal(int(pick(network->modules.size())));
    }
    void toggleMark()
    {
        views::PatchBay *tree = m_window->modules()->tree();
        if (tree->model()->columnCount() > items::FirstLaneColumn && tree->currentIndex().isValid())
            QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                              tree->visualRect(tree->currentIndex().siblingAtColumn(items::FirstLaneColumn)).center());
    }
    void holdOrLift()
    {
        static const Gate::Call calls[]
            = {Gate::Call::Open, Gate::Call::Add, Gate::Call::Run, Gate::Call::Merge, Gate::Call::Shelf};
        pick(2) ? m_gate->hold(calls[pick(5)]) : lift();
    }
    void lift()
    {
        for (const Gate::Call call :
             {Gate::Call::Open, Gate::Call::Add, Gate::Call::Run, Gate::Call::Merge, Gate::Call::Shelf})
            m_gate->lift(call);
    }
    void letTimePass() { QTest::qWait(int(pick(80))); }
    void switchTheme()
    {
        if (pick(4) == 0) // it is slow
            m_window->switchTheme();
    }
    void closeAndStart()
    {
        if (pick(3))
            return;
        if (pick(2))
            m_window->close();
        m_window.reset();
        start();
    }

    QTemporaryDir m_folder;
    Settings m_settings{m_folder.filePath("settings.ini")};
    std::mt19937 m_random;
    std::shared_ptr<Gate> m_gate;
    std::unique_ptr<test::TestWindow> m_window;
};

} // namespace

class ChurnTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowLives()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        views::wear(*qApp, views::Theme::Kind::Dark);
        const int seed = fromEnvironment("DELTASCOPE_SEED", 1), steps = fromEnvironment("DELTASCOPE_STEPS", 300);
        qInfo("seed %d, %d steps", seed, steps);
        Churn churn{unsigned(seed)};
        for (int i = 0; i < steps; ++i)
            churn.step();
        QVERIFY(churn.settle());
    }
};

QTEST_MAIN(ChurnTest)
#include "tst_churn.moc"
