#include "app/wiring.h"

#include "app/benchplace.h"
#include "app/dropped.h"
#include "app/headbar.h"
#include "app/mainwindow.h"
#include "app/messages.h"
#include "app/topbar.h"
#include "app/wiringmessages.h"
#include "core/deltaname.h"
#include "items/cutting.h"
#include "items/pictureinput.h"
#include "items/wording.h"
#include "views/adddelta/adddeltapanel.h"
#include "views/bench/benchpanel.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputspanel.h"
#include "views/common/popup.h"
#include "views/common/toasts.h"
#include "views/compare/comparepanel.h"
#include "views/evaluate/evaluatepanel.h"
#include "views/inspector/inspectorpanel.h"
#include "views/modules/findfield.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"
#include "views/rack/truncatedialog.h"
#include "views/responsible/responsiblepanel.h"
#include "views/servers/serverspanel.h"
#include "views/shelf/shelfpanel.h"

#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace deltascope::app {

using items::Desk;
using items::Opening;
using items::Session;
using views::AddDeltaPanel;
using views::BenchPanel;
using views::ComparePanel;
using views::EvaluatePanel;
using views::FindField;
using views::InspectorPanel;
using views::ModulesPanel;
using views::RackPanel;
using views::ResponsiblePanel;
using views::ServersPanel;
using views::ShelfPanel;
using views::Toasts;

namespace {

using Side = MainWindow::Side;

QList<int> sitesOf(const Session &session, DeltaId id)
{
    QList<int> sites;
    if (const items::SessionDelta *delta = session.state().find(id))
        for (const TapInfo &tap : delta->info->taps)
            sites << tap.module;
    return sites;
}

void wireUndo(QUndoStack &stack, TopBar &bar)
{
    const auto refresh = [&stack, &bar] {
        bar.undo()->setEnabled(stack.canUndo());
        bar.redo()->setEnabled(stack.canRedo());
        bar.undo()->setToolTip(stack.canUndo() ? TopBar::tr("Undo: %1 (Ctrl+Z)").arg(stack.undoText())
                                               : TopBar::tr("Nothing to undo"));
        bar.redo()->setToolTip(stack.canRedo() ? TopBar::tr("Redo: %1 (Ctrl+Shift+Z)").arg(stack.redoText())
                                               : TopBar::tr("Nothing to redo"));
    };
    QObject::connect(&stack, &QUndoStack::indexChanged, &bar, refresh);
    QObject::connect(&stack, &QUndoStack::undoTextChanged, &bar, refresh);
    QObject::connect(&stack, &QUndoStack::redoTextChanged, &bar, refresh);
    QObject::connect(bar.undo(), &QPushButton::clicked, &stack, &QUndoStack::undo);
    QObject::connect(bar.redo(), &QPushButton::clicked, &stack, &QUndoStack::redo);
    refresh();
}

void wireTreeToInspector(ModulesPanel &tree, InspectorPanel &inspector)
{
    QObject::connect(&tree, &ModulesPanel::selected, &inspector, &InspectorPanel::inspect);
}

void wireTreeToForm(ModulesPanel &tree, AddDeltaPanel &form)
{
    QObject::connect(&tree, &ModulesPanel::pointedAt, &form, [&form](const QList<int> &modules) {
        if (form.isPointing())
            for (const int module : modules)
                form.pointAt(module);
    });
    QObject::connect(&form, &AddDeltaPanel::targetsMatched, &tree, &ModulesPanel::light);
}

void wireTreeToPlot(ModulesPanel &tree, BenchPanel &bench)
{
    QObject::connect(&tree, &ModulesPanel::hovered, bench.plot(), &views::DivergencePlot::setCursorModule);
    QObject::connect(&bench, &BenchPanel::moduleClicked, &tree, &ModulesPanel::pick);
}

void wireTreeToSearch(ModulesPanel &tree, FindField &search)
{
    QObject::connect(&search, &QLineEdit::textChanged, &tree, &ModulesPanel::setSearch);
    QObject::connect(&search, &FindField::nextAsked, &tree, &ModulesPanel::showNext);
    QObject::connect(&search, &FindField::previousAsked, &tree, &ModulesPanel::showPrevious);
    QObject::connect(&search, &FindField::left, &tree, qOverload<>(&QWidget::setFocus));
    QObject::connect(&tree, &ModulesPanel::searchChanged, &search, &FindField::showSummary);
}

void wireRackToTree(RackPanel &rack, ModulesPanel &tree, const Session &session)
{
    QObject::connect(&rack, &RackPanel::deltaSelected, &tree,
                     [&session, &tree](DeltaId id) { tree.light(sitesOf(session, id)); });
    QObject::connect(&rack, &RackPanel::revealAsked, &tree, [&session, &tree](DeltaId id) {
        if (const QList<int> sites = sitesOf(session, id); !sites.isEmpty())
            tree.reveal(sites.first());
    });
}

/// What a saved delta's folder could be called: its name, and the library where it changes.
QString nameFor(const Session &session, const SaveRequest &request)
{
    const items::SessionDelta *delta = session.state().find(request.id);
    if (!delta)
        return {};
    const QString name = QString::fromStdString(delta->info->name);
    if (request.rank > 0)
        return QStringLiteral("%1-r%2").arg(name).arg(request.rank);
    return request.library == delta->info->library ? name
                                                   : name + QLatin1Char('-') + QString::fromStdString(request.library);
}

void askAndSave(RackPanel &rack, Desk &desk, const SaveRequest &wanted)
{
    const views::PathQuestion question{views::PathQuestion::What::NewFolder,
                                       MainWindow::tr("A new or empty folder for the delta"),
                                       nameFor(desk.session(), wanted),
                                       {}};
    views::askPath(&rack, question, [&desk, wanted](const QString &folder, const QString &) {
        SaveRequest request = wanted;
        request.folder = folder.toStdString();
        desk.questions().save(request);
    });
}

void wireRackToDesk(RackPanel &rack, Desk &desk)
{
    QObject::connect(&desk.session(), &Session::inserted, &rack, [&rack, &desk](DeltaId id) {
        if (!desk.opening().isBusy())
            rack.select(id);
    });
    QObject::connect(&rack, &RackPanel::findAsked, &rack, [&rack, &desk](DeltaId id) {
        const views::PathQuestion question{
            views::PathQuestion::What::ExistingFolder, MainWindow::tr("Where is the delta?"), {}};
        views::askPath(&rack, question,
                       [&desk, id](const QString &folder, const QString &) { desk.session().locate(id, folder); });
    });
    QObject::connect(&rack, &RackPanel::saveAsked, &rack,
                     [&rack, &desk](const SaveRequest &wanted) { askAndSave(rack, desk, wanted); });
    QObject::connect(&rack, &RackPanel::truncateAsked, &rack, [&rack, &desk](DeltaId id) {
        auto *dialog = new views::TruncateDialog(desk.session(), desk.questions(), id, &rack);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &views::TruncateDialog::saveAsked, &rack,
                         [&rack, &desk](const SaveRequest &wanted) { askAndSave(rack, desk, wanted); });
        dialog->open();
    });
}

void wireInputsToDesk(const views::InputsPanel &inputs, Desk &desk)
{
    QObject::connect(&inputs, &views::InputsPanel::cutAsked, &desk.session(),
                     [&desk](int key, qint64 most) { items::cutInput(desk.session(), desk.workspace(), key, most); });
}

void wireServers(const Panels &panels, items::Drifting &drifting, MainWindow &window)
{
    QObject::connect(panels.bench, &BenchPanel::serversAsked, &window, [&window] { window.showSide(Side::Servers); });
    QObject::connect(panels.bench, &BenchPanel::connectAsked, &window, &MainWindow::connectServer);
    QObject::connect(panels.bench, &BenchPanel::checkAsked, &window, [&drifting, &window](const QString &server) {
        window.showSide(Side::Servers);
        drifting.start(server);
    });
}

void wireSide(const Panels &panels, MainWindow &window)
{
    QObject::connect(panels.rack, &RackPanel::addAsked, &window, [&window] { window.showSide(Side::AddDelta); });
    QObject::connect(panels.rack, &RackPanel::shelfAsked, &window, [&window] { window.showSide(Side::Shelf); });
    QObject::connect(panels.addDelta, &AddDeltaPanel::closed, &window, [&window] { window.leaveSide(Side::AddDelta); });
    QObject::connect(panels.shelf, &ShelfPanel::closed, &window, [&window] { window.leaveSide(Side::Shelf); });
    QObject::connect(panels.servers, &ServersPanel::closed, &window, [&window] { window.leaveSide(Side::Servers); });
}

void addSaved(Session &session, const QString &path)
{
    DeltaRequest request;
    request.path = path.toStdString();
    request.name = session.freeName(QString::fromStdString(nameFromPath(request.path))).toStdString();
    session.add(request, {});
}

void wireShelf(ShelfPanel &shelf, ModulesPanel &tree, Session &session)
{
    QObject::connect(&shelf, &ShelfPanel::addAsked, &shelf,
                     [&session](const QString &path) { addSaved(session, path); });
    QObject::connect(&shelf, &ShelfPanel::pointed, &tree, &ModulesPanel::light);
}

void wireTopBar(TopBar &bar, MainWindow &window)
{
    QObject::connect(bar.exportTree(), &QPushButton::clicked, &window, &MainWindow::startExport);
    QObject::connect(bar.addDelta(), &QPushButton::clicked, &window, [&window] { window.showSide(Side::AddDelta); });
    QObject::connect(bar.theme(), &QToolButton::clicked, &window, &MainWindow::switchTheme);
}

void wireEvaluate(EvaluatePanel &evaluate, Session &session, Toasts &messages, MainWindow &window)
{
    QObject::connect(&evaluate, &EvaluatePanel::lineBrought, &messages, [&](int key) {
        const auto &inputs = session.state().inputs;
        const auto at = std::find_if(inputs.begin(), inputs.end(),
                                     [key](const items::BenchInput &input) { return input.key == key; });
        views::Message message{views::Message::Tone::Done,
                               MainWindow::tr("In the comparison as input %1").arg(at - inputs.begin() + 1),
                               QStringLiteral("brought"), MainWindow::tr("Show it"),
                               [&window] { window.benchPlace()->showTab(BenchPlace::Tab::Try); }};
        messages.say(&evaluate, message);
    });
    saySaved(evaluate, evaluate, messages, {QStringLiteral("evaluation"), MainWindow::tr("Saved to %1")});
}

/// The search shows in the tree what it has come down to.
void wireResponsible(ResponsiblePanel &responsible, ModulesPanel &tree, Toasts &messages)
{
    QObject::connect(&responsible, &ResponsiblePanel::lit, &tree, &ModulesPanel::light);
    QObject::connect(&responsible, &ResponsiblePanel::moduleChosen, &tree, &ModulesPanel::pick);
    saySaved(responsible, responsible, messages, {QStringLiteral("responsible"), MainWindow::tr("Saved to %1")});
}

void wireCompare(ComparePanel &compare, ModulesPanel &tree, Toasts &messages)
{
    QObject::connect(&compare, &ComparePanel::moduleChosen, &tree, &ModulesPanel::pick);
    saySaved(compare, compare, messages, {QStringLiteral("compare"), MainWindow::tr("Saved to %1")});
}

/// A delta may bring a head for another task than the open model has: the model is offered with one like it.
void offerHeads(const Session &session, HeadBar &bar)
{
    const NetworkInfo *network = session.network();
    for (const items::SessionDelta &delta : session.state().deltas) {
        const std::optional<DeltaHead> &head = delta.info->head;
        if (!network || !head || defaultTask(head->kind) == defaultTask(network->head)
            || std::find(network->heads.begin(), network->heads.end(), head->kind) == network->heads.end())
            continue;
        bar.offer(*network, delta.name(), *head);
        return;
    }
}

void wireOpening(Desk &desk, const Panels &panels, MainWindow &window)
{
    QObject::connect(panels.bench->inputs(), &views::InputsPanel::templateAsked, &window,
                     [&window](const QString &name) {
                         window.reopen([&name](OpenRequest &model) { model.chat.name = name.toStdString(); });
                     });
    const auto offer = [&desk, panels] { offerHeads(desk.session(), *panels.headBar); };
    QObject::connect(&desk.session(), &Session::inserted, panels.headBar, offer);
    QObject::connect(&desk.session(), &Session::loaded, panels.headBar, offer);
    QObject::connect(&desk.session(), &Session::networkChanged, &window,
                     [&desk, panels, &window] { showNetwork(desk, panels, window); });
    // A stranger should see at once what a delta is: its first site stands in the inspector.
    const auto reveal = [&desk, panels] {
        const auto &deltas = desk.session().state().deltas;
        if (!deltas.empty() && !deltas.front().info->taps.empty() && panels.inspector->modules().value(0) == 0)
            panels.modules->reveal(deltas.front().info->taps.front().module);
    };
    QObject::connect(&desk.opening(), &Opening::finished, &window, reveal);
    QObject::connect(&desk.session(), &Session::inserted, &window, reveal);
    QObject::connect(panels.headBar, &HeadBar::headChosen, &window, [&window](const HeadChoice &head) {
        window.reopen([&head](OpenRequest &request) { request.head = head; });
    });
}

void wireDrops(Dropped *dropped, Session &session, const Panels &panels, MainWindow &window)
{
    Toasts *messages = panels.messages;
    QObject::connect(panels.bench->inputs(), &views::InputsPanel::fileDropped, dropped, &Dropped::take);
    QObject::connect(&window, &MainWindow::dropped, dropped, [dropped, &session](const QString &path) {
        if (items::isPictureFile(path))
            session.addInputs({items::pictureInput(path)});
        else
            dropped->take(path);
    });
    QObject::connect(dropped, &Dropped::modelFound, &window, &MainWindow::openModel);
    QObject::connect(dropped, &Dropped::deltaFound, messages, [&session, messages, panels](const QString &path) {
        if (session.network())
            addSaved(session, path);
        else
            messages->say(
                panels.modules,
                failureMessage(MainWindow::tr("%1 is a delta: open the model that it belongs to first.").arg(path),
                               QStringLiteral("drop")));
    });
    QObject::connect(dropped, &Dropped::inputsFound, &window,
                     [&session](const std::vector<DataLine> &lines) { session.addLines(lines); });
    QObject::connect(dropped, &Dropped::noted, messages, [messages, panels](const QString &sentence) {
        messages->say(panels.bench->inputs(), {views::Message::Tone::Doubt, sentence, QStringLiteral("drop"), {}, {}});
    });
    QObject::connect(dropped, &Dropped::failed, messages, [messages, panels](const Error &error) {
        messages->say(panels.bench->inputs(), failureMessage(items::wording(error), QStringLiteral("drop")));
    });
}

} // namespace

void showNetwork(Desk &desk, const Panels &panels, MainWindow &window)
{
    const NetworkInfo *network = desk.session().network();
    panels.topBar->show(network);
    panels.headBar->show(network);
    window.leaveSide(Side::AddDelta);
    // The keys walk the tree unless the user is elsewhere already.
    if (!window.focusWidget() || panels.topBar->isAncestorOf(window.focusWidget()))
        panels.modules->setFocus();
}

void wire(Desk &desk, const Panels &panels, MainWindow &window)
{
    wireUndo(desk.session().undoStack(), *panels.topBar);
    wireTreeToInspector(*panels.modules, *panels.inspector);
    wireTreeToForm(*panels.modules, *panels.addDelta);
    wireTreeToPlot(*panels.modules, *panels.bench);
    wireTreeToSearch(*panels.modules, *panels.topBar->search());
    wireRackToTree(*panels.rack, *panels.modules, desk.session());
    wireRackToDesk(*panels.rack, desk);
    wireInputsToDesk(*panels.bench->inputs(), desk);
    wireSide(panels, window);
    wireServers(panels, desk.drifting(), window);
    wireShelf(*panels.shelf, *panels.modules, desk.session());
    wireTopBar(*panels.topBar, window);
    wireMessages(desk, panels);
    wireEvaluate(*panels.evaluate, desk.session(), *panels.messages, window);
    wireCompare(*panels.compare, *panels.modules, *panels.messages);
    wireResponsible(*panels.responsible, *panels.modules, *panels.messages);
    wireOpening(desk, panels, window);
    wireDrops(new Dropped(desk.workspace(), &window), desk.session(), panels, window);
}

} // namespace deltascope::app
