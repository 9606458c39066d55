#include "items/keeper.h"

#include "core/outcome.h"

#include <QThreadPool>

#include <set>
#include <utility>

namespace deltascope::items {

namespace {
constexpr int syncDelay = 1000; ///< milliseconds from an edit until it survives a loss of power

/// Of its deltas, whatever their order; a fresh one has none.
std::multiset<std::string> pathsOf(const files::SessionFile &session)
{
    std::multiset<std::string> paths;
    for (const SessionDelta &delta : session.state.deltas)
        paths.insert(delta.request.path);
    return paths;
}

} // namespace

Keeper::Keeper(Session &session, Opening &opening, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_opening(opening)
{
    if (folder.isEmpty())
        return;
    m_store = std::make_unique<files::SessionStore>(folder.toStdString());
    m_syncTimer.setSingleShot(true);
    m_syncTimer.setInterval(syncDelay);
    connect(&m_syncTimer, &QTimer::timeout, this, &Keeper::sync);
    connect(&opening, &Opening::opened, this, &Keeper::begin);
    connect(&opening, &Opening::failed, this, [this] { m_next = {}; });
    connect(&opening, &Opening::cancelled, this, [this] { m_next = {}; });
    session.setJournal([this](const session::Edits &edits, const SessionState &before) { write(edits, before); });
}

std::optional<files::SessionFile> Keeper::last() const { return m_store ? m_store->newest() : std::nullopt; }

Keeper::Listing Keeper::listing(std::size_t most) const
{
    if (!m_store)
        return [] { return std::vector<files::KeptSession>(); };
    return [store = *m_store, most] { return store.kept(most); };
}

void Keeper::open(files::SessionFile plan, Begin begin)
{
    if (begin == Begin::WhereItEnded && m_now.journal && plan.model.model == m_opening.model().model)
        reopen(plan.model.head ? plan.model : m_opening.model());
    else
        start(std::move(plan), [this, begin](const files::SessionFile &wanted) { return claimFor(wanted, begin); });
}

void Keeper::resume(const files::KeptSession &kept)
{
    start(kept.session, [this, &kept](const files::SessionFile &) { return m_store->claimThis(kept); });
}

void Keeper::resumeWith(const files::KeptSession &kept, const std::string &model)
{
    files::SessionFile plan = kept.session;
    plan.model.model = model;
    start(std::move(plan), [this](const files::SessionFile &found) { return m_store->claimNew(found.model.model); });
    m_next.instead = kept.path;
}

bool Keeper::isOpen(const files::KeptSession &kept) const
{
    return m_now.journal && m_now.journal->path() == kept.path;
}

void Keeper::start(files::SessionFile plan, const Claiming &claiming)
{
    m_next = {}; // two journals of one model exclude each other
    if (m_store) {
        try {
            auto claim = claiming(plan);
            if (!claim.problem.empty())
                Q_EMIT failed(QString::fromStdString(claim.problem));
            m_next = {std::move(claim.journal), plan.model.model, {}, claim.isLeftBehind};
            if (claim.session) {
                const OpenRequest asked = std::exchange(plan, std::move(*claim.session)).model;
                if (asked.head)
                    plan.model = asked;
            }
        } catch (const Failure &failure) {
            m_next = {};
            Q_EMIT failed(tr("The session is not kept: %1").arg(QString::fromUtf8(failure.what())));
        }
    }
    m_opening.start(std::move(plan));
}

files::SessionStore::Claim Keeper::claimFor(const files::SessionFile &plan, Begin begin)
{
    const std::string &model = plan.model.model;
    switch (begin) {
    case Begin::WhereItEnded: return m_store->claim(model);
    case Begin::WhereTheSameDeltasEnded:
        return m_store->claimLike(model, [&plan](const auto &kept) { return pathsOf(kept) == pathsOf(plan); });
    case Begin::AsGiven: break;
    }
    return m_store->claimNew(model);
}

void Keeper::reopen(const OpenRequest &model)
{
    m_next = {};
    m_opening.restart(model);
}

/// What is open now is the journal's to follow. A model that is shown for a moment only, since another was asked for
/// while it opened, has none.
void Keeper::begin()
{
    const std::string &model = m_opening.model().model;
    if (m_next.journal && m_next.model == model)
        m_now = std::exchange(m_next, {});
    else if (m_now.model != model)
        m_now = {nullptr, model};
    if (!m_now.journal)
        return;
    m_modules = session::moduleNames(*m_session.network());
    try {
        m_now.journal->begin(m_opening.current());
        if (!m_now.instead.empty())
            m_store->forget(std::exchange(m_now.instead, {}));
        if (std::exchange(m_now.isLeftBehind, false))
            Q_EMIT broughtBack();
    } catch (const Failure &failure) {
        giveUp(failure);
    }
}

void Keeper::write(const session::Edits &edits, const SessionState &before)
{
    if (!m_now.journal)
        return;
    try {
        m_now.journal->append(edits, before, m_modules);
        if (m_now.journal->isLong())
            QMetaObject::invokeMethod(this, &Keeper::begin, Qt::QueuedConnection);
        if (!m_syncTimer.isActive())
            m_syncTimer.start();
    } catch (const Failure &failure) {
        giveUp(failure);
    }
}

void Keeper::sync()
{
    if (m_now.journal)
        QThreadPool::globalInstance()->start(m_now.journal->syncing());
}

void Keeper::giveUp(const Failure &failure)
{
    m_now.journal.reset();
    Q_EMIT failed(tr("The session is not kept: %1").arg(QString::fromUtf8(failure.what())));
}

} // namespace deltascope::items
