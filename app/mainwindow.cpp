#include "app/mainwindow.h"

#include "app/actions.h"
#include "app/benchplace.h"
#include "app/catalogue.h"
#include "app/headbar.h"
#include "app/keyshelp.h"
#include "app/messages.h"
#include "app/openmenu.h"
#include "app/palette.h"
#include "app/progressline.h"
#include "app/reporting.h"
#include "app/servermemory.h"
#include "app/sessionfiles.h"
#include "app/starting.h"
#include "app/topbar.h"
#include "app/translations.h"
#include "app/walk.h"
#include "app/wiring.h"
#include "app/wiringmessages.h"
#include "items/wording.h"
#include "views/adddelta/adddeltapanel.h"
#include "views/bench/benchpanel.h"
#include "views/bench/benchtable.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputspanel.h"
#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/common/toasts.h"
#include "views/compare/comparepanel.h"
#include "views/evaluate/evaluatepanel.h"
#include "views/export/treepicture.h"
#include "views/inspector/inspectorpanel.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"
#include "views/responsible/responsiblepanel.h"
#include "views/servers/serverspanel.h"
#include "views/shelf/shelfpanel.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QScreen>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QThreadPool>
#include <QTimer>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::app {

namespace {

constexpr int sideWidth = 262, inspectorWidth = 288, formHeight = 330, serversHeight = 376;
/// Of the first picture: a head and three inputs of six labels whole, and the line below; more where there is room.
constexpr int firstTable = 334, firstPlot = 152, roomyTable = 430, roomyPlot = 190;

/// As large as is comfortable on this screen. Screens that are no real ones, as in tests, say nothing about it.
QSize firstSize(const QScreen &screen)
{
    constexpr QSize comfortable(1440, 900), leastReal(1024, 700), frame(0, 36);
    const QSize room = screen.availableSize() - frame; // what the window's frame takes is not known before it is shown
    return room.width() < leastReal.width() ? comfortable : comfortable.boundedTo(room.expandedTo(leastReal));
}

/// "bart-base-tree.png"
QString exportName(const NetworkInfo &network)
{
    const QStringList parts = QString::fromStdString(network.model).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const bool isGeneric = parts.size() > 1 && parts.last() == QLatin1String("model");
    return (parts.isEmpty() ? QString() : parts[parts.size() - (isGeneric ? 2 : 1)] + QLatin1Char('-'))
           + QStringLiteral("tree.png");
}

QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *parent = nullptr)
{
    auto *splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void addToggle(QMenu *menu, const QString &text, QWidget *panel)
{
    QAction *action = menu->addAction(text);
    action->setCheckable(true);
    QObject::connect(action, &QAction::toggled, panel, &QWidget::setVisible);
    QObject::connect(menu, &QMenu::aboutToShow, action, [action, panel] { action->setChecked(!panel->isHidden()); });
}

} // namespace

MainWindow::MainWindow(items::Desk &desk, Settings &settings, Reporting &reporting)
    : m_desk(desk)
    , m_settings(settings)
    , m_panels{new TopBar(this),
               new HeadBar(this),
               new views::Toasts(this),
               new views::RackPanel(desk.session(), desk.meters()),
               new views::ModulesPanel(desk.session(), desk.questions()),
               new views::InspectorPanel(desk.session(), desk.questions()),
               new views::AddDeltaPanel(desk.session(), desk.questions()),
               new views::ShelfPanel(desk.session(), desk.questions()),
               new views::BenchPanel(desk.session(), desk.bench(), desk.meters()),
               new views::EvaluatePanel(desk.session(), desk.evaluation()),
               new views::ComparePanel(desk.session(), desk.sweep(), desk.likeness()),
               new views::ResponsiblePanel(desk.session(), desk.blaming()),
               new views::ServersPanel(desk.session(), desk.servers(), desk.drifting())}
    , m_actions(new Actions(*this))
    , m_palette(new Palette(*m_actions, *this))
    , m_reporting(reporting)
    , m_side(new QStackedWidget)
    , m_rows(makeSplitter(Qt::Vertical))
    , m_upper(makeSplitter(Qt::Horizontal))
    , m_lower(makeSplitter(Qt::Horizontal))
    , m_place(new BenchPlace({m_lower, m_panels.evaluate, m_panels.compare, m_panels.responsible}))
    , m_starting(new Starting({*this, desk, settings, *m_panels.messages, *m_panels.topBar, *m_rows}))
    , m_walk(new Walk(desk, m_panels, *this))
    , m_serverMemory(new ServerMemory(desk.servers(), settings, this))
    , m_formRoom(m_rows)
{
    setWindowTitle(tr("Deltascope"));
    setAcceptDrops(true);
    layOut();
    fillActions(*m_actions, desk, m_panels, *this, settings);
    makeViewMenu();
    m_panels.topBar->open()->setMenu(makeOpenMenu({*this, desk, *m_actions, settings}, m_panels.topBar->open()));
    wire(desk, m_panels, *this);
    wireReport(m_reporting, *m_panels.messages, *m_panels.bench);
    connect(m_panels.topBar->commands(), &QToolButton::clicked, this, &MainWindow::showPalette);
    connect(&desk.opening(), &items::Opening::opened, this,
            [this] { m_settings.addRecentModel(QString::fromStdString(m_desk.opening().model().model)); });
    connect(&desk.session(), &items::Session::networkChanged, this, &MainWindow::showTitle);
    m_panels.rack->showServed(desk.servers());
    restoreLayout();
    m_panels.modules->setFocus();
}

void MainWindow::layOut()
{
    m_side->addWidget(m_panels.inspector);
    m_side->addWidget(m_panels.addDelta);
    m_side->addWidget(m_panels.shelf);
    m_side->addWidget(m_panels.servers);
    m_panels.rack->setMinimumWidth(220);
    m_panels.bench->inputs()->setMinimumWidth(220);
    m_side->setMinimumWidth(240);
    m_panels.modules->setMinimumWidth(360);
    m_upper->addWidget(m_panels.rack);
    m_upper->addWidget(m_panels.modules);
    m_upper->addWidget(m_side);
    m_upper->setStretchFactor(1, 1);
    m_lower->addWidget(m_panels.bench->inputs());
    m_lower->addWidget(m_panels.bench);
    m_lower->setStretchFactor(1, 1);
    m_rows->addWidget(m_upper);
    m_rows->addWidget(m_place);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    auto *central = new QWidget(this);
    auto *all = new QVBoxLayout(central);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_panels.topBar);
    all->addWidget(m_rows, 1);
    all->addWidget(m_starting->page(), 1);
    all->addWidget(new ProgressLine(m_desk.workspace(), central));
    m_panels.messages->hold(m_panels.modules, m_panels.headBar);
    setCentralWidget(central);
    // The border between left and right runs straight through both halves.
    m_panels.rack->installEventFilter(this);
    connect(m_place, &BenchPlace::roomAsked, this,
            [this] { showHalves(m_upper->isHidden() ? Halves::Both : Halves::Bench); });
    connect(m_lower, &QSplitter::splitterMoved, this, [this](int position) {
        QList<int> sizes = m_upper->sizes();
        sizes[1] += sizes[0] - position;
        sizes[0] = position;
        m_upper->setSizes(sizes);
    });
}

void MainWindow::showTitle() { setWindowTitle(tr("%1 – Deltascope").arg(m_panels.topBar->modelName())); }

void MainWindow::showOpen(const Sight &sight)
{
    if (!m_desk.session().network())
        return m_starting->show();
    showNetwork(m_desk, m_panels, *this);
    m_starting->leave();
    showTitle();
    m_panels.modules->reveal(sight.module);
    m_panels.modules->light(m_desk.blaming().lit());
    m_panels.modules->heat(sight.isHeated);
    if (sight.side != Side::Inspector)
        showSide(sight.side);
    // Once the columns have their widths.
    QTimer::singleShot(0, m_panels.bench->table(),
                       [bar = m_panels.bench->table()->horizontalScrollBar(), sight] { bar->setValue(sight.column); });
}

MainWindow::Sight MainWindow::sight() const
{
    const QList<Side> sides{Side::AddDelta, Side::Shelf, Side::Servers};
    const auto side = std::find_if(sides.begin(), sides.end(),
                                   [this](Side each) { return widgetOf(each) == m_side->currentWidget(); });
    return {m_panels.inspector->modules().value(0), m_panels.modules->isHeated(),
            side == sides.end() ? Side::Inspector : *side, m_panels.bench->table()->horizontalScrollBar()->value()};
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_panels.rack && event->type() == QEvent::Resize)
        m_lower->setSizes({m_panels.rack->width(), m_lower->width() - m_panels.rack->width() - m_lower->handleWidth()});
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::makeViewMenu()
{
    auto *menu = new QMenu(m_panels.topBar->view());
    addToggle(menu, tr("Deltas"), m_panels.rack);
    addToggle(menu, tr("Inspector"), m_side);
    addToggle(menu, tr("Test bench"), m_place);
    addToggle(menu, tr("Divergence plot"), m_panels.bench->splitter()->widget(1));
    menu->addSeparator();
    for (const char *id : {"shelf", "servers", "tree-alone", "both-halves", "bench-alone", "palette", "keys"})
        menu->addAction(m_actions->menuAction(QString::fromLatin1(id)));
    QMenu *languages = menu->addMenu(tr("Language"));
    for (const SpokenLanguage &language : spokenLanguages()) {
        QAction *action
            = languages->addAction(language.name, this, [this, code = language.code] { Q_EMIT languageChosen(code); });
        action->setCheckable(true);
        action->setChecked(language.code == spokenFor(m_settings.language()));
    }
    m_panels.topBar->view()->setMenu(menu);
}

bool MainWindow::isSettled() const
{
    return m_desk.isSettled() && !m_panels.inspector->isLoading() && !m_panels.shelf->shelf().isLooking();
}

void MainWindow::switchTheme()
{
    const bool isDark = views::theme().kind == views::Theme::Kind::Dark;
    views::wear(*qApp, isDark ? views::Theme::Kind::Light : views::Theme::Kind::Dark);
    m_settings.setTheme(isDark ? ThemeChoice::Light : ThemeChoice::Dark);
}

void MainWindow::showHalves(Halves halves)
{
    m_starting->leave();
    const bool areBoth = !m_upper->isHidden() && !m_place->isHidden();
    if (areBoth)
        m_sharedRows = m_rows->sizes();
    m_upper->setVisible(halves != Halves::Bench);
    m_place->setVisible(halves != Halves::Tree);
    m_place->setMaximised(halves == Halves::Bench);
    if (halves == Halves::Both && !areBoth && !m_sharedRows.isEmpty())
        m_rows->setSizes(m_sharedRows);
}

QWidget *MainWindow::widgetOf(Side side) const
{
    switch (side) {
    case Side::AddDelta: return m_panels.addDelta;
    case Side::Shelf: return m_panels.shelf;
    case Side::Servers: return m_panels.servers;
    case Side::Inspector: break;
    }
    return m_panels.inspector;
}

void MainWindow::showSide(Side side)
{
    m_starting->leave();
    m_side->setCurrentWidget(widgetOf(side));
    m_side->setVisible(true);
    if (side == Side::AddDelta || side == Side::Servers)
        m_formRoom.begin(side == Side::AddDelta ? formHeight : serversHeight);
    else
        m_formRoom.end();
    if (side == Side::AddDelta)
        return m_panels.addDelta->begin(m_settings.shelf());
    if (side == Side::Servers) {
        m_serverMemory->begin();
        m_panels.servers->address()->setFocus();
    }
    if (side != Side::Shelf)
        return;
    items::ShelfModel &shelf = m_panels.shelf->shelf();
    if (shelf.folder().isEmpty() && !m_settings.shelf().isEmpty())
        shelf.open(m_settings.shelf());
    m_panels.shelf->list()->setFocus();
}

void MainWindow::connectServer(const QString &name)
{
    m_serverMemory->begin();
    if (m_desk.servers().placeOf(name) >= 0)
        return;
    showSide(Side::Servers);
    m_panels.servers->address()->setText(name + QStringLiteral("=http://"));
}

void MainWindow::leaveSide(Side side)
{
    if (m_side->currentWidget() != widgetOf(side))
        return;
    m_formRoom.end();
    m_side->setCurrentWidget(m_panels.inspector);
}

void MainWindow::openModel(const QString &model)
{
    files::SessionFile plan;
    plan.model.model = model.toStdString();
    m_desk.keeper().open(std::move(plan), items::Keeper::Begin::WhereItEnded);
}

void MainWindow::reopen(const std::function<void(OpenRequest &)> &change)
{
    if (!m_desk.session().network())
        return;
    OpenRequest model = m_desk.opening().model();
    change(model);
    m_desk.keeper().reopen(std::move(model));
}

void MainWindow::chooseModel()
{
    views::askPath(this, {views::PathQuestion::What::ExistingFolder, tr("Open a model folder"), {}},
                   [this](const QString &path, const QString &) { openModel(path); });
}

void MainWindow::typeModel()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Open a model"));
    dialog->setLabelText(
        tr("Folder, file or hub id, such as facebook/bart-base.\nWhat the local cache lacks is downloaded."));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &id) {
        if (!id.trimmed().isEmpty())
            openModel(id.trimmed());
    });
    dialog->open();
}

void MainWindow::startExport()
{
    if (!m_desk.session().network())
        return;
    const QString dark = tr("Dark picture (*.png)");
    const QString filters = QStringList{tr("Picture (*.png)"), dark, tr("Scalable picture (*.svg)"),
                                        tr("Document (*.pdf)"), tr("Text (*.txt)")}
                                .join(QStringLiteral(";;"));
    views::askPath(
        this,
        {views::PathQuestion::What::NewFile, tr("Export the tree"), exportName(*m_desk.session().network()), filters},
        [this, dark](const QString &path, const QString &filter) {
            exportTo(path, filter == dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
        });
}

void MainWindow::exportTo(const QString &path, views::Theme::Kind theme)
{
    const items::Session &session = m_desk.session();
    if (!session.network())
        return;
    views::TreePicture picture{
        session.sharedNetwork(), session.state().deltas, session.state().liveMix(), m_panels.modules->repeats(), theme,
        QDate::currentDate()};
    // Drawn and written beside the window's thread: a large tree takes its time.
    QThreadPool::globalInstance()->start([window = QPointer<MainWindow>(this), picture = std::move(picture), path] {
        const Outcome<Done> done = views::writeTree(picture, path);
        QMetaObject::invokeMethod(qApp, [window, done, path] {
            if (window)
                window->m_panels.messages->say(
                    window->m_panels.modules,
                    done ? writtenMessage(tr("Exported to %1").arg(path), path)
                         : failureMessage(items::wording(done.error()), QStringLiteral("export")));
        });
    });
}

void MainWindow::startReport()
{
    if (!m_desk.session().network())
        return;
    views::askPath(this,
                   {views::PathQuestion::What::NewFolder,
                    tr("A new or empty folder for the report"),
                    QFileInfo(exportName(*m_desk.session().network())).completeBaseName() + tr(" report"),
                    {}},
                   [this](const QString &folder, const QString &) { m_reporting.start(folder); });
}

void MainWindow::openSession() { openSessionFile({*this, m_desk, *m_panels.messages}); }

void MainWindow::saveSession() { saveSessionFile({*this, m_desk, *m_panels.messages}); }

void MainWindow::showPalette() { m_palette->open(); }

void MainWindow::startWalk() { m_walk->start(); }

void MainWindow::showKeys()
{
    auto *keys = new KeysHelp(*m_actions, this);
    keys->setAttribute(Qt::WA_DeleteOnClose);
    keys->open();
}

void MainWindow::restoreLayout()
{
    const Layout layout = m_settings.layout();
    if (layout.geometry.isEmpty() || !restoreGeometry(layout.geometry))
        resize(firstSize(*screen()));
    m_upper->setSizes(layout.columns.size() == 3 ? layout.columns : QList<int>{sideWidth, 900, inspectorWidth});
    const int room = height() - m_panels.topBar->sizeHint().height() - ProgressLine::lineHeight - m_rows->handleWidth();
    const int lower = std::clamp(room / 2, firstTable + firstPlot + BenchPlace::headHeight,
                                 roomyTable + roomyPlot + BenchPlace::headHeight);
    m_rows->setSizes(layout.rows.size() == 2 ? layout.rows : QList<int>{std::max(0, room - lower), lower});
    m_panels.bench->splitter()->setSizes(
        layout.bench.size() == 2 ? layout.bench : QList<int>{lower - BenchPlace::headHeight - firstPlot, firstPlot});
    m_panels.rack->setVisible(layout.isRackShown);
    m_side->setVisible(layout.isInspectorShown);
    m_place->setVisible(layout.isBenchShown);
    m_panels.bench->splitter()->widget(1)->setVisible(layout.isPlotShown);
}

Layout MainWindow::currentLayout() const
{
    Layout layout;
    layout.geometry = saveGeometry();
    layout.columns = m_upper->sizes();
    layout.rows = m_upper->isHidden() ? m_sharedRows : m_formRoom.sizes();
    layout.bench = m_panels.bench->splitter()->sizes();
    layout.isRackShown = !m_panels.rack->isHidden();
    layout.isInspectorShown = !m_side->isHidden();
    layout.isBenchShown = !m_place->isHidden();
    layout.isPlotShown = !m_panels.bench->splitter()->widget(1)->isHidden();
    return layout;
}

void MainWindow::remember()
{
    m_settings.setLayout(currentLayout());
    if (!m_panels.shelf->shelf().folder().isEmpty())
        m_settings.setShelf(m_panels.shelf->shelf().folder());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    for (const QUrl &url : event->mimeData()->urls())
        Q_EMIT dropped(url.toLocalFile());
}

} // namespace deltascope::app
