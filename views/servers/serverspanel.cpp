#include "views/servers/serverspanel.h"

#include "items/servedshares.h"
#include "views/common/labels.h"
#include "views/common/popup.h"
#include "views/common/toolbutton.h"
#include "views/servers/servercard.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int pollEvery = 10'000; ///< milliseconds

} // namespace

ServersPanel::ServersPanel(items::Session &session, items::Servers &servers, items::Drifting &drifting, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_servers(servers)
    , m_drifting(drifting)
    , m_again(makeTool(QStringLiteral("redo"), tr("Ask all servers again"), this))
    , m_close(makeTool(QStringLiteral("close"), tr("Close the servers"), this))
    , m_list(new QWidget)
    , m_rows(new QVBoxLayout(m_list))
    , m_scroll(new QScrollArea(this))
    , m_hint(
          makeLabel(tr("vLLM and llama.cpp, told by their answers. A key comes from DELTASCOPE_SERVER_KEY and is kept "
                       "nowhere."),
                    "small", this))
    , m_problem(makeLabel({}, "bad-small", this))
    , m_address(new QLineEdit(this))
    , m_add(new QPushButton(tr("Add server"), this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Servers"));
    m_address->setPlaceholderText(QStringLiteral("http://host:port"));
    m_address->setAccessibleName(tr("Address of a server"));
    m_address->setToolTip(tr("[NAME=]URL, such as gpu=http://127.0.0.1:8000"));
    m_hint->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_poll.setInterval(pollEvery);
    layOut();
    connectParts();
    rebuild();
}

void ServersPanel::layOut()
{
    auto *title = new QHBoxLayout;
    title->setContentsMargins(12, 5, 12, 8);
    title->addWidget(makeLabel(tr("SERVERS"), "section", this));
    title->addStretch();
    title->addWidget(m_again);
    title->addWidget(m_close);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addStretch();
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *form = new QHBoxLayout;
    form->setSpacing(8);
    form->addWidget(m_address, 1);
    form->addWidget(m_add);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(6);
    foot->addWidget(m_problem);
    foot->addLayout(form);
    foot->addWidget(m_hint);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(title);
    all->addWidget(m_scroll, 1);
    all->addLayout(foot);
    say({});
}

void ServersPanel::connectParts()
{
    connect(m_close, &QToolButton::clicked, this, &ServersPanel::closed);
    connect(m_again, &QToolButton::clicked, &m_servers, &items::Servers::askAll);
    connect(&m_poll, &QTimer::timeout, &m_servers, &items::Servers::askAll);
    connect(m_add, &QPushButton::clicked, this, &ServersPanel::add);
    connect(m_address, &QLineEdit::returnPressed, this, &ServersPanel::add);
    new QShortcut(Qt::Key_Escape, this, this, &ServersPanel::closed, Qt::WidgetWithChildrenShortcut);
    connect(m_address, &QLineEdit::textEdited, this, [this] { say({}); });
    connect(&m_servers, &items::Servers::changed, this, &ServersPanel::rebuild);
    connect(&m_servers, &items::Servers::told, this, &ServersPanel::refresh);
    connect(&m_servers, &items::Servers::failed, this, &ServersPanel::say);
    const auto refreshAll = [this] {
        for (int server = 0; server < m_servers.count(); ++server)
            refresh(server);
    };
    for (const auto signal : {&items::Session::deltasChanged, &items::Session::columnsChanged})
        connect(&m_session, signal, this, refreshAll);
}

void ServersPanel::rebuild()
{
    for (ServerCard *card : m_cards)
        card->deleteLater();
    m_cards.clear();
    for (int server = 0; server < m_servers.count(); ++server) {
        ServerCard *card = makeCard(server);
        m_rows->insertWidget(server, card);
        card->setVisible(true);
        m_cards.push_back(card);
    }
}

ServerCard *ServersPanel::makeCard(int server)
{
    auto *card = new ServerCard(m_servers, m_servers.at(server), m_session, m_drifting, m_list);
    connect(card, &ServerCard::againAsked, this, [this, server] { m_servers.ask(server); });
    connect(card, &ServerCard::removeAsked, this, [this, server] { m_servers.remove(server); });
    connect(card, &ServerCard::unloadAsked, this,
            [this, server](const QString &adapter) { m_servers.unload(server, adapter); });
    connect(card, &ServerCard::loadAsked, this, [this, server](DeltaId delta) { load(server, delta); });
    connect(card, &ServerCard::copyAsked, this,
            [this, name = QString::fromStdString(m_servers.at(server).address.name)](const session::ServedSpec &spec) {
                loadCopy(name, spec);
            });
    connect(card, &ServerCard::mappingTyped, this,
            [this, server](const QString &text) { say(m_servers.setMapping(server, text)); });
    return card;
}

void ServersPanel::refresh(int server)
{
    if (server < static_cast<int>(m_cards.size()))
        m_cards[static_cast<std::size_t>(server)]->show(m_servers.at(server));
}

void ServersPanel::load(int server, DeltaId delta)
{
    say({});
    if (const session::RackDelta *known = m_session.state().find(delta))
        m_servers.load(server, QString::fromStdString(known->name()), {{{known->setting.id, true, 1, {}}}});
}

/// The folder that copies go below is asked for once.
void ServersPanel::loadCopy(const QString &server, const session::ServedSpec &spec)
{
    say({});
    const auto go = [this, server, spec] {
        const auto mix = items::mixOf(spec, m_session.state());
        if (const int place = m_servers.placeOf(server); mix && place >= 0)
            m_servers.load(place, QString::fromStdString(specOf(spec.adapters)), *mix);
    };
    if (!m_servers.copies().isEmpty())
        return go();
    askPath(
        this,
        {PathQuestion::What::ExistingFolder, tr("A folder for copies of deltas, which %1 can read").arg(server), {}},
        [this, go](const QString &folder, const QString &) {
            m_servers.setCopies(folder);
            go();
        });
}

void ServersPanel::add()
{
    const QString problem = m_servers.add(m_address->text());
    if (problem.isEmpty())
        m_address->clear();
    say(problem);
}

void ServersPanel::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setRole(m_address, problem.isEmpty() ? "" : "wrong");
}

QString ServersPanel::problem() const { return m_problem->text(); }

void ServersPanel::showEvent(QShowEvent *event)
{
    m_servers.askAll();
    m_poll.start();
    QWidget::showEvent(event);
}

void ServersPanel::hideEvent(QHideEvent *event)
{
    m_poll.stop();
    QWidget::hideEvent(event);
}

} // namespace deltascope::views
