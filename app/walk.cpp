#include "app/walk.h"

#include "app/benchplace.h"
#include "app/demo.h"
#include "app/guide/guide.h"
#include "app/mainwindow.h"
#include "app/starting.h"
#include "app/topbar.h"
#include "views/bench/benchpanel.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTabBar>

#include <utility>

namespace deltascope::app {

Walk::Walk(items::Desk &desk, const Panels &panels, MainWindow &window)
    : QObject(&window)
    , m_desk(desk)
    , m_panels(panels)
    , m_window(window)
    , m_guide(new Guide(window))
{
    connectParts();
}

/// Whatever may be what a step waits for; and the demo, if that is waited for.
void Walk::connectParts()
{
    connect(&m_desk.session(), &items::Session::mixChanged, m_guide, &Guide::check);
    connect(&m_desk.session(), &items::Session::inputsChanged, m_guide, &Guide::check);
    connect(&m_desk.bench(), &items::Bench::answered, m_guide, &Guide::check);
    connect(&m_desk.bench(), &items::Bench::runningChanged, m_guide, &Guide::check);
    connect(&m_desk.blaming(), &items::Blaming::changed, m_guide, &Guide::check);
    connect(m_window.benchPlace()->tabs(), &QTabBar::currentChanged, m_guide, &Guide::check);
    connect(m_panels.bench, &views::BenchPanel::moduleClicked, this, [this] {
        m_hasPicked = true;
        m_guide->check();
    });
    connect(&m_desk.session(), &items::Session::networkChanged, m_guide, &Guide::leave);
    connect(&m_desk.opening(), &items::Opening::finished, this, [this] {
        if (std::exchange(m_isWaiting, false) && isDemoOpen())
            begin();
    });
    connect(&m_desk.opening(), &items::Opening::failed, this, [this] { m_isWaiting = false; });
    connect(&m_desk.opening(), &items::Opening::cancelled, this, [this] { m_isWaiting = false; });
}

bool Walk::isDemoOpen() const
{
    const auto demo = demoSession();
    return demo && m_desk.session().network() && m_desk.opening().model().model == demo->model.model;
}

void Walk::start()
{
    if (isDemoOpen())
        begin();
    else if (m_desk.session().network())
        askForDemo();
    else
        openDemo();
}

void Walk::askForDemo()
{
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("A short walk"));
    box->setText(tr("The walk is on the bundled demo. Open it in the place of %1?").arg(m_panels.topBar->modelName()));
    box->setInformativeText(tr("What is open is kept, and stands among the recent sessions of the start page."));
    const QPushButton *open = box->addButton(tr("Open the demo"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    connect(open, &QPushButton::clicked, this, &Walk::openDemo);
    box->open();
}

void Walk::openDemo()
{
    m_isWaiting = demoSession().has_value();
    m_window.starting()->openDemo();
}

void Walk::begin()
{
    m_window.starting()->leave();
    m_window.showHalves(MainWindow::Halves::Both);
    m_guide->start(steps());
}

} // namespace deltascope::app
