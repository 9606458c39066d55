#include "app/mainwindow.h"

#include "app/headbar.h"
#include "app/keyshelp.h"
#include "app/openmenu.h"
#include "app/progressline.h"
#include "app/topbar.h"
#include "app/wiring.h"
#include "views/adddelta/adddeltapanel.h"
#include "views/bench/benchpanel.h"
#include "views/bench/divergenceplot.h"
#include "views/bench/inputspanel.h"
#include "views/common/messagebar.h"
#include "views/common/theme.h"
#include "views/export/treepicture.h"
#include "views/inspector/inspectorpanel.h"
#include "views/modules/modulespanel.h"
#include "views/rack/rackpanel.h"
#include "views/shelf/shelfpanel.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QThreadPool>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace deltascope::app {

namespace {

constexpr int sideWidth = 262, inspectorWidth = 288;

/// As large as is comfortable on this screen. Screens that are no real ones, as in tests, say nothing about it.
QSize firstSize(const QScreen &screen)
{
    constexpr QSize comfortable(1440, 900), leastReal(1024, 700);
    const QSize room = screen.availableSize();
    return room.width() < leastReal.width() ? comfortable : comfortable.boundedTo(room.expandedTo(leastReal));
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

MainWindow::MainWindow(bridge::EngineFactory factory, Settings &settings)
    : m_settings(settings)
    , m_workspace(std::move(factory))
    , m_session(m_workspace)
    , m_bench(m_session, m_workspace)
    , m_meters(m_session, m_workspace)
    , m_opening(m_session, m_workspace)
    , m_topBar(new TopBar(this))
    , m_messages(new views::MessageBar(this))
    , m_headBar(new HeadBar(this))
    , m_rack(new views::RackPanel(m_session, m_meters))
    , m_modules(new views::ModulesPanel(m_session, m_workspace))
    , m_inspector(new views::InspectorPanel(m_session, m_workspace))
    , m_addDelta(new views::AddDeltaPanel(m_session, m_workspace))
    , m_shelf(new views::ShelfPanel(m_session, m_workspace))
    , m_side(new QStackedWidget)
    , m_benchPanel(new views::BenchPanel(m_session, m_bench, m_meters))
    , m_rows(makeSplitter(Qt::Vertical))
    , m_upper(makeSplitter(Qt::Horizontal))
    , m_lower(makeSplitter(Qt::Horizontal))
{
    setWindowTitle(tr("Deltascope"));
    setAcceptDrops(true);
    layOut();
    makeViewMenu();
    m_topBar->open()->setMenu(makeOpenMenu(*this));
    wire(*this);
    connect(&m_opening, &Opening::opened, this,
            [this] { m_settings.addRecentModel(QString::fromStdString(m_opening.model().model)); });
    restoreLayout();
    m_modules->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    m_side->addWidget(m_inspector);
    m_side->addWidget(m_addDelta);
    m_side->addWidget(m_shelf);
    m_rack->setMinimumWidth(220);
    m_benchPanel->inputs()->setMinimumWidth(220);
    m_side->setMinimumWidth(240);
    m_modules->setMinimumWidth(360);
    m_upper->addWidget(m_rack);
    m_upper->addWidget(m_modules);
    m_upper->addWidget(m_side);
    m_upper->setStretchFactor(1, 1);
    m_lower->addWidget(m_benchPanel->inputs());
    m_lower->addWidget(m_benchPanel);
    m_lower->setStretchFactor(1, 1);
    m_rows->addWidget(m_upper);
    m_rows->addWidget(m_lower);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    auto *central = new QWidget(this);
    auto *all = new QVBoxLayout(central);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_topBar);
    all->addWidget(new ProgressLine(m_workspace, central));
    all->addWidget(m_messages);
    all->addWidget(m_headBar);
    all->addWidget(m_rows, 1);
    setCentralWidget(central);
    // The border between left and right runs straight through both halves.
    m_rack->installEventFilter(this);
    connect(m_lower, &QSplitter::splitterMoved, this, [this](int position) {
        QList<int> sizes = m_upper->sizes();
        sizes[1] += sizes[0] - position;
        sizes[0] = position;
        m_upper->setSizes(sizes);
    });
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_rack && event->type() == QEvent::Resize)
        m_lower->setSizes({m_rack->width(), m_lower->width() - m_rack->width() - m_lower->handleWidth()});
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::makeViewMenu()
{
    auto *menu = new QMenu(m_topBar->view());
    addToggle(menu, tr("Deltas"), m_rack);
    addToggle(menu, tr("Inspector"), m_side);
    addToggle(menu, tr("Test bench"), m_lower);
    addToggle(menu, tr("Divergence plot"), m_benchPanel->splitter()->widget(1));
    menu->addSeparator();
    menu->addAction(tr("Shelf of deltas (Ctrl+L)"), this, [this] { showShelf(true); });
    menu->addAction(tr("Keys… (F1)"), this, &MainWindow::showKeys);
    m_topBar->view()->setMenu(menu);
}

bool MainWindow::isSettled() const
{
    return !m_opening.isBusy() && !m_workspace.isBusy(bridge::Lane::Edit) && m_bench.isSettled() && m_meters.isSettled()
           && !m_inspector->isLoading() && !m_shelf->shelf().isLooking();
}

void MainWindow::switchTheme()
{
    const bool isDark = views::theme().kind == views::Theme::Kind::Dark;
    views::wear(*qApp, isDark ? views::Theme::Kind::Light : views::Theme::Kind::Dark);
    m_settings.setTheme(isDark ? ThemeChoice::Light : ThemeChoice::Dark);
}

void MainWindow::showAddDelta(bool isShown)
{
    if (!isShown && m_side->currentWidget() != m_addDelta)
        return;
    m_side->setCurrentWidget(isShown ? static_cast<QWidget *>(m_addDelta) : m_inspector);
    if (isShown) {
        m_side->setVisible(true);
        m_addDelta->start(views::AddDeltaPanel::Page::Fresh);
    }
}

void MainWindow::showShelf(bool isShown)
{
    m_side->setCurrentWidget(isShown ? static_cast<QWidget *>(m_shelf) : m_inspector);
    if (!isShown)
        return;
    m_side->setVisible(true);
    if (m_shelf->shelf().folder().isEmpty() && !m_settings.shelf().isEmpty())
        m_shelf->shelf().open(m_settings.shelf());
    m_shelf->list()->setFocus();
}

void MainWindow::openModel(const QString &model)
{
    items::SavedSession plan;
    plan.model.model = model.toStdString();
    m_opening.start(plan);
}

void MainWindow::reopen(const std::function<void(OpenRequest &)> &change)
{
    items::SavedSession plan = items::saved(m_session.state(), *m_session.network(), m_opening.model());
    change(plan.model);
    m_opening.start(plan);
}

void MainWindow::chooseModel()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open a model folder"));
    if (!path.isEmpty())
        openModel(path);
}

void MainWindow::startExport()
{
    if (!m_session.network())
        return;
    const QString dark = tr("Dark picture (*.png)");
    QString filter;
    const QString chosen
        = QFileDialog::getSaveFileName(this, tr("Export the tree"), QStringLiteral("tree.png"),
                                       QStringList{tr("Picture (*.png)"), dark, tr("Scalable picture (*.svg)"),
                                                   tr("Document (*.pdf)"), tr("Text (*.txt)")}
                                           .join(QStringLiteral(";;")),
                                       &filter);
    if (!chosen.isEmpty())
        exportTo(chosen, filter == dark ? views::Theme::Kind::Dark : views::Theme::Kind::Light);
}

void MainWindow::exportTo(const QString &path, views::Theme::Kind theme)
{
    views::TreePicture picture{
        *m_session.network(), m_session.state().deltas, m_session.state().liveMix(), tree::Repeats::Folded, theme,
        QDate::currentDate()};
    // Drawn and written beside the window's thread: a large tree takes its time.
    QThreadPool::globalInstance()->start([window = QPointer<MainWindow>(this), picture = std::move(picture), path] {
        const Outcome<Done> done = views::writeTree(picture, path);
        QMetaObject::invokeMethod(qApp, [window, done, path] {
            if (window)
                window->m_messages->show(done ? views::MessageBar::Tone::Notice : views::MessageBar::Tone::Error,
                                         done ? tr("Exported to %1").arg(path)
                                              : QString::fromStdString(done.error().sentence()));
        });
    });
}

void MainWindow::showKeys() { KeysHelp(this).exec(); }

void MainWindow::restoreLayout()
{
    const Layout layout = m_settings.layout();
    if (layout.geometry.isEmpty() || !restoreGeometry(layout.geometry))
        resize(firstSize(*screen()));
    m_upper->setSizes(layout.columns.size() == 3 ? layout.columns : QList<int>{sideWidth, 900, inspectorWidth});
    m_rows->setSizes(layout.rows.size() == 2 ? layout.rows : QList<int>{480, 380});
    m_benchPanel->splitter()->setSizes(layout.bench.size() == 2 ? layout.bench : QList<int>{250, 120});
    m_rack->setVisible(layout.isRackShown);
    m_side->setVisible(layout.isInspectorShown);
    m_lower->setVisible(layout.isBenchShown);
    m_benchPanel->splitter()->widget(1)->setVisible(layout.isPlotShown);
}

Layout MainWindow::currentLayout() const
{
    Layout layout;
    layout.geometry = saveGeometry();
    layout.columns = m_upper->sizes();
    layout.rows = m_rows->sizes();
    layout.bench = m_benchPanel->splitter()->sizes();
    layout.isRackShown = !m_rack->isHidden();
    layout.isInspectorShown = !m_side->isHidden();
    layout.isBenchShown = !m_lower->isHidden();
    layout.isPlotShown = !m_benchPanel->splitter()->widget(1)->isHidden();
    return layout;
}

void MainWindow::remember()
{
    m_settings.setLayout(currentLayout());
    if (!m_shelf->shelf().folder().isEmpty())
        m_settings.setShelf(m_shelf->shelf().folder());
    if (m_session.network())
        m_settings.setSession(items::toJson(items::saved(m_session.state(), *m_session.network(), m_opening.model())));
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
