#include "app/starting.h"

#include "app/demo.h"
#include "app/mainwindow.h"
#include "app/settings.h"
#include "app/topbar.h"
#include "items/wording.h"
#include "views/common/modelname.h"
#include "views/common/popup.h"

namespace deltascope::app {

Starting::Starting(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
    , m_page(new StartPage(parts.desk.keeper(), parts.desk.questions(), &parts.window))
{
    m_page->setVisible(false);
    connectPage();
    connectOpening();
}

void Starting::connectPage()
{
    MainWindow *window = &m_parts.window;
    Settings *settings = &m_parts.settings;
    connect(m_page, &StartPage::demoAsked, this, &Starting::openDemo);
    connect(m_page, &StartPage::walkAsked, window, &MainWindow::startWalk);
    connect(m_page, &StartPage::storyFolded, this, [settings] { settings->foldStory(); });
    connect(m_page, &StartPage::storyUnfolded, this, [settings] { settings->unfoldStory(); });
    connect(m_page, &StartPage::folderAsked, window, &MainWindow::chooseModel);
    connect(m_page, &StartPage::nameAsked, window, &MainWindow::typeModel);
    connect(m_page, &StartPage::placeAsked, this, &Starting::lookElsewhere);
    connect(m_page, &StartPage::dropped, window, &MainWindow::dropped);
    connect(m_page, &StartPage::left, this, &Starting::leave);
    connect(m_page, &StartPage::modelAsked, this, [this](const QString &model) {
        // Asked for once more, it is there already.
        if (m_parts.desk.session().network() && m_parts.desk.opening().model().model == model.toStdString())
            leave();
        else
            m_parts.window.openModel(model);
    });
    connect(m_page, &StartPage::sessionAsked, this,
            [this](const files::KeptSession &kept) { m_parts.desk.keeper().resume(kept); });
    connect(m_page, &StartPage::moveAsked, this, [this](const files::KeptSession &kept) {
        views::askPath(&m_parts.window,
                       {views::PathQuestion::What::ExistingFolder, MainWindow::tr("Where is the model?"), {}},
                       [keeper = &m_parts.desk.keeper(), kept](const QString &path, const QString &) {
                           keeper->resumeWith(kept, path.toStdString());
                       });
    });
    connect(m_page, &StartPage::findAsked, this,
            [this] { findModel(sessionParts(), m_kept.value_or(files::SessionFile())); });
}

void Starting::connectOpening()
{
    const items::Session *session = &m_parts.desk.session();
    connect(&m_parts.desk.opening(), &items::Opening::failed, this, [this, session](const Error &error) {
        if (!session->network())
            show(items::wording(error));
    });
    connect(&m_parts.desk.opening(), &items::Opening::cancelled, this, [this, session] {
        if (!session->network())
            show();
    });
    connect(session, &items::Session::networkChanged, this, &Starting::leave);
}

SessionParts Starting::sessionParts() const { return {m_parts.window, m_parts.desk, m_parts.messages}; }

void Starting::show(const QString &problem)
{
    const bool isOpen = m_parts.desk.session().network();
    const auto demo = demoSession();
    StartFacts facts;
    facts.problem = problem;
    facts.canFind = m_kept && !isOpen;
    facts.open = isOpen ? m_parts.topBar.modelName() : QString();
    facts.demo = demo ? QString::fromStdString(demo->model.model) : QString();
    facts.isStoryFolded = m_parts.settings.isStoryFolded();
    facts.folders = m_parts.settings.recentModels();
    if (const QString folder = m_parts.settings.modelFolder(); !folder.isEmpty())
        facts.folders << folder;
    facts.shelf = m_parts.settings.shelf();
    m_parts.work.setVisible(false);
    m_parts.topBar.setPlace(TopBar::Place::Start);
    m_page->show(facts);
}

void Starting::leave()
{
    if (!m_parts.desk.session().network())
        return;
    m_page->setVisible(false);
    m_parts.work.setVisible(true);
    m_parts.topBar.setPlace(TopBar::Place::Work);
}

void Starting::openKept(const files::SessionFile &kept, items::Keeper::Begin begin)
{
    m_kept = kept;
    m_parts.desk.keeper().open(kept, begin);
}

void Starting::openDemo()
{
    const auto demo = demoSession();
    if (!demo)
        return;
    m_parts.desk.keeper().open(*demo, items::Keeper::Begin::WhereItEnded);
}

void Starting::lookElsewhere()
{
    views::askPath(&m_parts.window,
                   {views::PathQuestion::What::ExistingFolder, MainWindow::tr("A folder with models in it"),
                    m_parts.settings.modelFolder()},
                   [this](const QString &path, const QString &) {
                       m_parts.settings.setModelFolder(path);
                       show();
                   });
}

} // namespace deltascope::app
