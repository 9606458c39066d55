#include "app/wiring.h"

#include "app/dropped.h"
#include "app/headbar.h"
#include "app/mainwindow.h"
#include "app/topbar.h"
#include "views/adddelta/adddeltapanel.h"
#include "views/bench/benchpanel.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputspanel.h"
#include "views/common/messagebar.h"
#include "views/inspector/inspectorpanel.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"
#include "views/shelf/shelfpanel.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

namespace deltascope::app {

using bridge::Lane;
using bridge::Ticket;
using bridge::Workspace;
using items::Session;

namespace {

void sayError(MainWindow &window, const Error &error)
{
    window.messages()->show(views::MessageBar::Tone::Error, QString::fromStdString(error.sentence()));
}

QList<int> sitesOf(const Session &session, DeltaId id)
{
    QList<int> sites;
    if (const items::SessionDelta *delta = session.state().find(id))
        for (const TapInfo &tap : delta->info->taps)
            sites << tap.module;
    return sites;
}

void wireUndo(MainWindow &window)
{
    QUndoStack &stack = window.session().undoStack();
    TopBar &bar = *window.topBar();
    const auto refresh = [&stack, &bar] {
        bar.undo()->setEnabled(stack.canUndo());
        bar.redo()->setEnabled(stack.canRedo());
        bar.undo()->setToolTip(stack.canUndo() ? TopBar::tr("Undo: %1 (Ctrl+Z)").arg(stack.undoText())
                                               : TopBar::tr("Nothing to undo"));
        bar.redo()->setToolTip(stack.canRedo() ? TopBar::tr("Redo: %1 (Ctrl+Shift+Z)").arg(stack.redoText())
                                               : TopBar::tr("Nothing to redo"));
    };
    QObject::connect(&stack, &QUndoStack::indexChanged, &window, refresh);
    QObject::connect(&stack, &QUndoStack::undoTextChanged, &window, refresh);
    QObject::connect(&stack, &QUndoStack::redoTextChanged, &window, refresh);
    QObject::connect(bar.undo(), &QPushButton::clicked, &stack, &QUndoStack::undo);
    QObject::connect(bar.redo(), &QPushButton::clicked, &stack, &QUndoStack::redo);
    refresh();
}

void wireTree(MainWindow &window)
{
    views::ModulesPanel *tree = window.modules();
    QObject::connect(
        tree, &views::ModulesPanel::selected, &window,
        [&window](const QString &label, const QList<int> &modules) { window.inspector()->inspect(label, modules); });
    QObject::connect(tree, &views::ModulesPanel::pointedAt, &window, [&window](const QList<int> &modules) {
        if (window.addDelta()->isPointing())
            for (const int module : modules)
                window.addDelta()->pointAt(module);
    });
    QObject::connect(window.topBar()->search(), &QLineEdit::returnPressed, tree, &views::ModulesPanel::showNext);
    QObject::connect(tree, &views::ModulesPanel::hovered, window.benchPanel()->plot(),
                     &views::DivergencePlot::setCursorModule);
    QObject::connect(window.benchPanel(), &views::BenchPanel::moduleClicked, tree, &views::ModulesPanel::reveal);
    QObject::connect(window.topBar()->search(), &QLineEdit::textChanged, tree, &views::ModulesPanel::setSearch);
}

void wireRack(MainWindow &window)
{
    QObject::connect(window.rack(), &views::RackPanel::addAsked, &window, [&window] { window.showAddDelta(true); });
    QObject::connect(window.rack(), &views::RackPanel::deltaSelected, &window,
                     [&window](DeltaId id) { window.modules()->light(sitesOf(window.session(), id)); });
    QObject::connect(window.rack(), &views::RackPanel::revealAsked, &window, [&window](DeltaId id) {
        if (const QList<int> sites = sitesOf(window.session(), id); !sites.isEmpty())
            window.modules()->reveal(sites.first());
    });
}

void wireAddDelta(MainWindow &window)
{
    QObject::connect(window.addDelta(), &views::AddDeltaPanel::targetsMatched, window.modules(),
                     &views::ModulesPanel::light);
    QObject::connect(window.addDelta(), &views::AddDeltaPanel::closed, &window,
                     [&window] { window.showAddDelta(false); });
    QObject::connect(&window.session(), &Session::inserted, &window, [&window](DeltaId id) {
        if (!window.opening().isBusy())
            window.rack()->select(id);
    });
}

void addSaved(MainWindow &window, const QString &path)
{
    DeltaRequest request;
    request.path = path.toStdString();
    request.name
        = window.session().freeName(path.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty)).toStdString();
    window.session().add(request, {});
}

/// What is written tells where it stands, or why not, in the message bar.
void wireWriting(MainWindow &window)
{
    QObject::connect(window.rack(), &views::RackPanel::saveAsked, &window, [&window](SaveRequest request) {
        const QString folder
            = QFileDialog::getExistingDirectory(&window, MainWindow::tr("A new or empty folder for the delta"));
        if (folder.isEmpty())
            return;
        request.folder = folder.toStdString();
        window.workspace().save(request);
    });
    QObject::connect(&window.workspace(), &Workspace::wrote, &window, [&window](Ticket, const std::string &folder) {
        window.messages()->show(views::MessageBar::Tone::Notice,
                                MainWindow::tr("Written to %1").arg(QString::fromStdString(folder)));
    });
}

void wireShelf(MainWindow &window)
{
    views::ShelfPanel *shelf = window.shelf();
    QObject::connect(window.rack(), &views::RackPanel::shelfAsked, &window, [&window] { window.showShelf(true); });
    QObject::connect(shelf, &views::ShelfPanel::closed, &window, [&window] { window.showShelf(false); });
    QObject::connect(shelf, &views::ShelfPanel::addAsked, &window,
                     [&window](const QString &path) { addSaved(window, path); });
    QObject::connect(shelf, &views::ShelfPanel::pointed, window.modules(), &views::ModulesPanel::light);
}

void wireTopBar(MainWindow &window)
{
    TopBar &bar = *window.topBar();
    QObject::connect(bar.exportTree(), &QPushButton::clicked, &window, &MainWindow::startExport);
    QObject::connect(bar.addDelta(), &QPushButton::clicked, &window, [&window] { window.showAddDelta(true); });
    QObject::connect(bar.theme(), &QToolButton::clicked, &window, &MainWindow::switchTheme);
}

/// Errors stand where they were caused: the bench, the inspector and the form show their own.
void wireMessages(MainWindow &window)
{
    QObject::connect(&window.workspace(), &Workspace::failed, &window,
                     [&window](Ticket, Lane lane, const Error &error) {
                         if (lane == Lane::Open || lane == Lane::Edit || lane == Lane::Write)
                             sayError(window, error);
                     });
    QObject::connect(&window.workspace(), &Workspace::opened, window.messages(), &views::MessageBar::clear);
    QObject::connect(
        window.benchPanel()->plot(), &views::DivergencePlot::failed, &window,
        [&window](const QString &sentence) { window.messages()->show(views::MessageBar::Tone::Error, sentence); });
}

void wireOpening(MainWindow &window)
{
    QObject::connect(&window.session(), &Session::networkChanged, &window, [&window] {
        const NetworkInfo *network = window.session().network();
        window.topBar()->show(network);
        window.headBar()->show(network);
        window.showAddDelta(false);
        // The keys walk the tree unless the user is elsewhere already.
        if (!window.focusWidget() || window.topBar()->isAncestorOf(window.focusWidget()))
            window.modules()->setFocus();
    });
    // A stranger should see at once what a delta is: its first site stands in the inspector.
    QObject::connect(&window.opening(), &Opening::finished, &window, [&window] {
        const auto &deltas = window.session().state().deltas;
        if (!deltas.isEmpty() && !deltas.first().info->taps.empty() && window.inspector()->modules().value(0) == 0)
            window.modules()->reveal(deltas.first().info->taps.front().module);
    });
    QObject::connect(window.headBar(), &HeadBar::headChosen, &window, [&window](const HeadChoice &head) {
        window.reopen([&head](OpenRequest &request) { request.head = head; });
    });
}

void wireDrops(MainWindow &window, Dropped *dropped)
{
    QObject::connect(window.benchPanel()->inputs(), &views::InputsPanel::fileDropped, dropped, &Dropped::take);
    QObject::connect(&window, &MainWindow::dropped, dropped, &Dropped::take);
    QObject::connect(dropped, &Dropped::modelFound, &window, &MainWindow::openModel);
    QObject::connect(dropped, &Dropped::deltaFound, &window, [&window](const QString &path) {
        if (!window.session().network()) {
            window.messages()->show(
                views::MessageBar::Tone::Error,
                MainWindow::tr("%1 is a delta: open the model that it belongs to first.").arg(path));
            return;
        }
        addSaved(window, path);
    });
    QObject::connect(dropped, &Dropped::inputsFound, &window,
                     [&window](const QList<Input> &inputs) { window.session().addInputs(inputs); });
    QObject::connect(dropped, &Dropped::failed, &window, [&window](const Error &error) { sayError(window, error); });
}

template<class Action>
void addKey(MainWindow &window, const QKeySequence &key, Action action)
{
    auto *shortcut = new QShortcut(key, &window);
    QObject::connect(shortcut, &QShortcut::activated, &window, action);
}

void wireKeys(MainWindow &window)
{
    Session &session = window.session();
    addKey(window, QKeySequence::Undo, [&session] { session.undoStack().undo(); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [&session] { session.undoStack().redo(); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_Y), [&session] { session.undoStack().redo(); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_F), [&window] {
        window.topBar()->search()->setFocus(Qt::ShortcutFocusReason);
        window.topBar()->search()->selectAll();
    });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_E), [&window] { window.startExport(); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_O), [&window] { window.chooseModel(); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_D), [&window] { window.showAddDelta(true); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_L), [&window] { window.showShelf(true); });
    addKey(window, QKeySequence(Qt::CTRL | Qt::Key_T), [&window] { window.switchTheme(); });
    addKey(window, QKeySequence(Qt::Key_F1), [&window] { window.showKeys(); });
    for (int n = 0; n < 9; ++n) {
        addKey(window, QKeySequence(Qt::Key_1 + n), [&session, n] {
            if (n < session.state().deltas.size())
                session.toggleSolo(session.state().deltas[n].setting.id);
        });
        addKey(window, QKeySequence(Qt::CTRL | (Qt::Key_1 + n)), [&session, n] {
            if (n < session.state().columns.size())
                session.plugIn(session.state().columns[n].key);
        });
    }
}

} // namespace

void wire(MainWindow &window)
{
    wireUndo(window);
    wireTree(window);
    wireRack(window);
    wireAddDelta(window);
    wireShelf(window);
    wireWriting(window);
    wireTopBar(window);
    wireMessages(window);
    wireOpening(window);
    wireDrops(window, new Dropped(window.workspace(), &window));
    wireKeys(window);
}

} // namespace deltascope::app
