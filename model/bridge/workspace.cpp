#include "bridge/workspace.h"

#include "bridge/progressrelay.h"

#include <QFile>

#include <type_traits>
#include <utility>

namespace deltascope::bridge {

/// What only the worker thread touches.
class Workspace::Worker {
public:
    explicit Worker(EngineFactory factory)
        : m_factory(std::move(factory))
    {
    }

    Engine &engine()
    {
        if (!m_engine)
            m_engine = m_factory();
        return *m_engine;
    }
    void end() { m_engine.reset(); }

    Ticket network = 0; ///< the request that opened what is open

private:
    EngineFactory m_factory;
    std::unique_ptr<Engine> m_engine;
};

namespace {

const char *const cancelledCode = "cancelled";

bool keepsEvery(Lane lane)
{
    return lane == Lane::Edit || lane == Lane::Write || lane == Lane::Read || lane == Lane::Identify;
}

std::size_t slot(Lane lane) { return static_cast<std::size_t>(lane); }

constexpr qint64 largestRead = 8 << 20;

Outcome<QByteArray> bytesOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error{path, "cannot be read: " + file.errorString().toStdString(), {}, {}};
    if (file.size() > largestRead)
        return Error{path, "is larger than " + std::to_string(largestRead >> 20) + " MB", "use the command line", {}};
    return file.readAll();
}

} // namespace

Workspace::Workspace(EngineFactory factory, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_shared<Worker>(std::move(factory)))
    , m_queue(std::make_unique<JobQueue>([worker = m_worker] { worker->end(); }))
{
}

Workspace::~Workspace() = default;

template<class Work, class Emit>
Ticket Workspace::submit(Lane lane, Work work, Emit emitAnswer)
{
    const auto keep = keepsEvery(lane) ? JobQueue::Keep::Every : JobQueue::Keep::Newest;
    auto job = [this, lane, worker = m_worker, network = m_network, work = std::move(work),
                emitAnswer = std::move(emitAnswer)](Ticket ticket, std::stop_token token) {
        ProgressRelay progress(token, [this, ticket, lane](double fraction, const QString &what) {
            QMetaObject::invokeMethod(
                this,
                [=, this] {
                    if (m_lanes[slot(lane)].newest == ticket)
                        Q_EMIT progressed(ticket, lane, fraction, what);
                },
                Qt::QueuedConnection);
        });
        using Answer = std::invoke_result_t<Work, Engine &, Progress &>;
        const bool isStale = lane != Lane::Open && network != worker->network;
        Answer outcome = isStale ? Answer(Error{{}, {}, {}, cancelledCode}) : work(worker->engine(), progress);
        if (lane == Lane::Open && outcome.ok())
            worker->network = ticket;
        if (!outcome.ok() && token.stop_requested())
            outcome = Error{{}, {}, {}, cancelledCode};
        QMetaObject::invokeMethod(
            this,
            [=, this, outcome = std::move(outcome)]() mutable { deliver(ticket, lane, network, outcome, emitAnswer); },
            Qt::QueuedConnection);
    };
    LaneState &state = m_lanes[slot(lane)];
    const bool wasBusy = state.outstanding > 0;
    state.newest = m_queue->post(static_cast<int>(lane), keep, std::move(job));
    state.outstanding = keepsEvery(lane) ? state.outstanding + 1 : 1;
    if (!wasBusy)
        Q_EMIT busyChanged(lane, true);
    return state.newest;
}

template<class Value, class Emit>
void Workspace::deliver(Ticket ticket, Lane lane, Ticket network, Outcome<Value> &outcome, const Emit &emitAnswer)
{
    if (lane == Lane::Open && outcome.ok())
        startNetwork(ticket);
    if (!accept(ticket, lane, network))
        return;
    if (keepsEvery(lane) || ticket == m_lanes[slot(lane)].newest)
        settle(lane, 1);
    if (outcome.ok())
        emitAnswer(ticket, outcome.value());
    else if (outcome.error().code == cancelledCode)
        Q_EMIT cancelled(ticket, lane);
    else
        Q_EMIT failed(ticket, lane, outcome.error());
}

/// The one place where stale answers end. A network that has been opened is never stale, even if a newer request to
/// open another one is under way: it is what the engine now holds.
bool Workspace::accept(Ticket ticket, Lane lane, Ticket network) const
{
    if (lane == Lane::Open)
        return ticket == m_lanes[slot(lane)].newest || ticket == m_network;
    return network == m_network && (keepsEvery(lane) || ticket == m_lanes[slot(lane)].newest);
}

void Workspace::settle(Lane lane, int count)
{
    LaneState &state = m_lanes[slot(lane)];
    state.outstanding -= count;
    if (state.outstanding == 0)
        Q_EMIT busyChanged(lane, false);
}

void Workspace::startNetwork(Ticket ticket)
{
    m_network = ticket;
    for (int lane = static_cast<int>(Lane::Open) + 1; lane < static_cast<int>(Lane::Count); ++lane) {
        m_queue->cancel(lane);
        if (const int outstanding = m_lanes[std::size_t(lane)].outstanding)
            settle(static_cast<Lane>(lane), outstanding);
    }
}

void Workspace::cancel(Lane lane)
{
    for (const Ticket ticket : m_queue->cancel(static_cast<int>(lane))) {
        settle(lane, 1);
        Q_EMIT cancelled(ticket, lane);
    }
}

bool Workspace::isBusy(Lane lane) const { return m_lanes[slot(lane)].outstanding > 0; }

Ticket Workspace::open(const OpenRequest &request)
{
    return submit(
        Lane::Open, [request](Engine &engine, Progress &progress) { return engine.open(request, progress); },
        [this](Ticket ticket, const NetworkInfo &network) { Q_EMIT opened(ticket, network); });
}

Ticket Workspace::add(const DeltaRequest &request)
{
    return submit(
        Lane::Edit, [request](Engine &engine, Progress &progress) { return engine.add(request, progress); },
        [this](Ticket ticket, const DeltaInfo &delta) { Q_EMIT added(ticket, delta); });
}

Ticket Workspace::remove(DeltaId id)
{
    return submit(
        Lane::Edit, [id](Engine &engine, Progress &) { return engine.remove(id); },
        [this](Ticket ticket, Done) { Q_EMIT edited(ticket); });
}

Ticket Workspace::restore(DeltaId id, int position)
{
    return submit(
        Lane::Edit, [id, position](Engine &engine, Progress &) { return engine.restore(id, position); },
        [this](Ticket ticket, Done) { Q_EMIT edited(ticket); });
}

Ticket Workspace::reorder(const std::vector<DeltaId> &order)
{
    return submit(
        Lane::Edit, [order](Engine &engine, Progress &) { return engine.reorder(order); },
        [this](Ticket ticket, Done) { Q_EMIT edited(ticket); });
}

Ticket Workspace::rename(DeltaId id, const std::string &name)
{
    return submit(
        Lane::Edit, [id, name](Engine &engine, Progress &) { return engine.rename(id, name); },
        [this](Ticket ticket, Done) { Q_EMIT edited(ticket); });
}

Ticket Workspace::match(const std::vector<std::string> &patterns)
{
    return submit(
        Lane::Match, [patterns](Engine &engine, Progress &) { return engine.match(patterns); },
        [this](Ticket ticket, const std::vector<int> &modules) { Q_EMIT matched(ticket, modules); });
}

Ticket Workspace::check(const std::string &path) { return check(Lane::Check, path); }

Ticket Workspace::identify(const std::string &path) { return check(Lane::Identify, path); }

Ticket Workspace::check(Lane lane, const std::string &path)
{
    return submit(
        lane, [path](Engine &engine, Progress &) { return engine.check(path); },
        [this](Ticket ticket, const CheckReport &report) { Q_EMIT checked(ticket, report); });
}

Ticket Workspace::tokenize(const std::vector<Input> &inputs)
{
    return submit(
        Lane::Tokenize, [inputs](Engine &engine, Progress &) { return engine.tokenize(inputs); },
        [this](Ticket ticket, const std::vector<TokenizedText> &texts) { Q_EMIT tokenized(ticket, texts); });
}

Ticket Workspace::run(const RunRequest &request)
{
    return submit(
        Lane::Run, [request](Engine &engine, Progress &progress) { return engine.run(request, progress); },
        [this](Ticket ticket, const RunResult &result) { Q_EMIT ran(ticket, result); });
}

Ticket Workspace::measure(const RunRequest &request)
{
    return submit(
        Lane::Measure, [request](Engine &engine, Progress &progress) { return engine.run(request, progress); },
        [this](Ticket ticket, const RunResult &result) { Q_EMIT measured(ticket, result); });
}

Ticket Workspace::statistics(int module)
{
    return submit(
        Lane::Statistics, [module](Engine &engine, Progress &) { return engine.statistics(module); },
        [this](Ticket ticket, const ModuleStatistics &statistics) { Q_EMIT described(ticket, statistics); });
}

Ticket Workspace::measureMerge(const MergeRequest &request)
{
    return submit(
        Lane::Merge, [request](Engine &engine, Progress &progress) { return engine.measureMerge(request, progress); },
        [this](Ticket ticket, const MergeReport &report) { Q_EMIT mergeMeasured(ticket, report); });
}

Ticket Workspace::merge(const MergeRequest &request)
{
    return submit(
        Lane::Write, [request](Engine &engine, Progress &progress) { return engine.merge(request, progress); },
        [this, folder = request.folder](Ticket ticket, const std::vector<std::string> &) {
            Q_EMIT wrote(ticket, folder);
        });
}

Ticket Workspace::save(const SaveRequest &request)
{
    return submit(
        Lane::Write, [request](Engine &engine, Progress &progress) { return engine.save(request, progress); },
        [this, folder = request.folder](Ticket ticket, const std::vector<std::string> &) {
            Q_EMIT wrote(ticket, folder);
        });
}

Ticket Workspace::beginShelf(const std::string &folder)
{
    return submit(
        Lane::Shelf, [folder](Engine &engine, Progress &progress) { return engine.beginShelf(folder, progress); },
        [this](Ticket ticket, const ShelfBatch &batch) { Q_EMIT shelved(ticket, batch); });
}

Ticket Workspace::continueShelf()
{
    return submit(
        Lane::Shelf, [](Engine &engine, Progress &progress) { return engine.continueShelf(progress); },
        [this](Ticket ticket, const ShelfBatch &batch) { Q_EMIT shelved(ticket, batch); });
}

Ticket Workspace::read(const std::string &path)
{
    return submit(
        Lane::Read, [path](Engine &, Progress &) { return bytesOf(path); },
        [this, path](Ticket ticket, const QByteArray &bytes) { Q_EMIT hasRead(ticket, path, bytes); });
}

} // namespace deltascope::bridge
