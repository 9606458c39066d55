#include "bridge/workspace.h"

#include "blame/blame.h"
#include "bridge/worker.h"
#include "engine/comparison.h"
#include "engine/engine.h"
#include "serving/drift.h"
#include "serving/loading.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace deltascope::bridge {

struct Workspace::EngineSide {
    EngineFactory factory;
    std::unique_ptr<Engine> engine;
    int network = 0; ///< the count of the one that is open
    int opened = 0;

    Engine &get()
    {
        if (!engine)
            engine = factory();
        if (!engine)
            throw Failure({}, "the engine could not be made");
        return *engine;
    }
};

namespace {

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

/// What the engine is asked for beyond what every engine can.
template<class Role>
Role &expected(Role *role, const char *what)
{
    if (!role)
        throw Failure(Error{{}, std::string("this engine cannot ") + what, {}, "not-offered"});
    return *role;
}

Lane laneOf(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Now: return Lane::Run;
    case Urgency::Background: return Lane::Measure;
    case Urgency::Report: return Lane::Report;
    }
    return Lane::Measure;
}

} // namespace

Workspace::Workspace(EngineFactory factory, Fetch fetch, QObject *parent)
    : QObject(parent)
    , m_fetch(std::move(fetch))
    , m_side(std::make_shared<EngineSide>())
    , m_engine(std::make_unique<Worker>([side = m_side] { side->engine.reset(); }))
    , m_files(std::make_unique<Worker>())
    , m_writing(std::make_unique<Worker>())
    , m_net(std::make_unique<Worker>())
{
    m_side->factory = std::move(factory);
    for (Worker *worker : {m_engine.get(), m_files.get(), m_writing.get(), m_net.get()})
        listen(*worker);
}

Workspace::~Workspace() = default;

void Workspace::listen(Worker &worker)
{
    connect(&worker, &Worker::failed, this, &Workspace::failed);
    connect(&worker, &Worker::progressed, this, &Workspace::progressed);
    // A question that moves from one worker to the next is busy all the while.
    connect(&worker, &Worker::busyChanged, this, [this](Lane lane, bool isBusyThere) {
        if (isBusy(lane) == isBusyThere)
            Q_EMIT busyChanged(lane, isBusyThere);
    });
}

bool Workspace::isBusy(Lane lane) const
{
    return m_engine->isBusy(lane) || m_files->isBusy(lane) || m_writing->isBusy(lane) || m_net->isBusy(lane);
}

void Workspace::cancel(Lane lane)
{
    for (Worker *worker : {m_net.get(), m_engine.get(), m_writing.get(), m_files.get()})
        worker->cancel(lane);
}

template<class T, class Work>
Question Workspace::askEngine(QObject *asker, Lane lane, When when, Work work, Request<T> answer)
{
    const auto newer = when == When::Newest ? Worker::Newer::Settles : Worker::Newer::IsNothing;
    return m_engine->ask<T>(
        {asker, lane, newer},
        [side = m_side, network = m_network, work = std::move(work)](ProgressRelay &progress) mutable {
            if (network != side->network)
                return std::optional<Outcome<T>>(Error{{}, "another model is open", {}, cancelledCode});
            return std::optional<Outcome<T>>(work(side->get(), progress));
        },
        std::move(answer));
}

/// `next` asks the question itself once `name` is brought; both are one question to its asker.
template<class T, class Next>
Question Workspace::afterFetch(QObject *asker, Lane lane, HubPart part, const std::string &name, Request<T> answer,
                               Next next)
{
    if (!m_fetch || QFileInfo::exists(QString::fromStdString(name)))
        return next(std::move(answer));
    Request<Done> brought;
    brought.failed = answer.failed;
    brought.cancelled = answer.cancelled;
    const auto place = std::make_shared<Question>();
    brought.then = [place, answer = std::move(answer), next = std::move(next)](Done) {
        *place->m_place = *next(answer).m_place;
    };
    const auto newer = lane == Lane::Edit || lane == Lane::Identify ? Worker::Newer::IsNothing : Worker::Newer::Settles;
    *place = m_net->ask<Done>({asker, lane, newer}, once<Done>([fetch = m_fetch, name, part](ProgressRelay &progress) {
                                  return fetch(name, part, progress);
                              }),
                              std::move(brought));
    return *place;
}

Question Workspace::open(QObject *asker, const OpenRequest &request, Request<Opened> answer)
{
    m_net->cancel(Lane::Open);
    m_engine->cancel(Lane::Open);
    const HubPart part = request.weights == Weights::Unneeded ? HubPart::Tokenizer : HubPart::Model;
    return afterFetch(asker, Lane::Open, part, request.model, std::move(answer),
                      [this, asker = QPointer<QObject>(asker), request](Request<Opened> last) {
                          return openHere(asker, request, std::move(last));
                      });
}

Question Workspace::openHere(QObject *asker, const OpenRequest &request, Request<Opened> answer)
{
    answer.then = [this, then = std::move(answer.then)](Opened opened) {
        const std::vector<Ticket> asked = m_engine->ticketsAboutModel(), bringing = m_net->ticketsAboutModel();
        ++m_network;
        m_can = opened.can;
        if (then)
            then(std::move(opened));
        // Told after the network: what was asked about the one before has nobody's interest any more.
        for (const Ticket ticket : asked)
            m_engine->cancel(ticket);
        for (const Ticket ticket : bringing)
            m_net->cancel(ticket);
    };
    return m_engine->ask<Opened>({asker, Lane::Open, Worker::Newer::Stops},
                                 once<Opened>([side = m_side, request](ProgressRelay &progress) -> Outcome<Opened> {
                                     Outcome<NetworkInfo> network = side->get().open(request, progress);
                                     if (!network)
                                         return network.error();
                                     side->network = ++side->opened;
                                     return Opened{request, std::move(network.value()), side->get().capabilities()};
                                 }),
                                 std::move(answer));
}

Question Workspace::add(QObject *asker, const DeltaRequest &request, Request<DeltaInfo> answer)
{
    return afterFetch(
        asker, Lane::Edit, HubPart::Delta, request.path, std::move(answer),
        [this, asker = QPointer<QObject>(asker), request](Request<DeltaInfo> last) {
            return askEngine<DeltaInfo>(
                asker, Lane::Edit, When::Every,
                [request](Engine &engine, ProgressRelay &progress) { return engine.add(request, progress); },
                std::move(last));
        });
}

template<class Work>
void Workspace::edit(Work work)
{
    askEngine<Done>(this, Lane::Edit, When::Every,
                    [work = std::move(work)](Engine &engine, ProgressRelay &) { return work(engine); }, {});
}

void Workspace::remove(DeltaId id)
{
    edit([id](Engine &engine) { return engine.remove(id); });
}

void Workspace::restore(DeltaId id, int position)
{
    edit([id, position](Engine &engine) { return engine.restore(id, position); });
}

void Workspace::reorder(const std::vector<DeltaId> &order)
{
    edit([order](Engine &engine) { return engine.reorder(order); });
}

void Workspace::rename(DeltaId id, const std::string &name)
{
    edit([id, name](Engine &engine) { return engine.rename(id, name); });
}

Question Workspace::match(QObject *asker, const std::vector<std::string> &patterns, Request<std::vector<int>> answer)
{
    return askEngine<std::vector<int>>(
        asker, Lane::Match, When::Newest,
        [patterns](Engine &engine, ProgressRelay &) {
            return expected(engine.tree(), "find modules by name").match(patterns);
        },
        std::move(answer));
}

Question Workspace::check(QObject *asker, const std::string &path, Request<CheckReport> answer)
{
    return check(asker, Lane::Check, When::Newest, path, std::move(answer));
}

Question Workspace::identify(QObject *asker, const std::string &path, Request<CheckReport> answer)
{
    return check(asker, Lane::Identify, When::Every, path, std::move(answer));
}

Question Workspace::check(QObject *asker, Lane lane, When when, const std::string &path, Request<CheckReport> answer)
{
    return afterFetch(asker, lane, HubPart::Delta, path, std::move(answer),
                      [this, asker = QPointer<QObject>(asker), lane, when, path](Request<CheckReport> last) {
                          return askEngine<CheckReport>(
                              asker, lane, when, [path](Engine &engine, ProgressRelay &) { return engine.check(path); },
                              std::move(last));
                      });
}

Question Workspace::tokenize(QObject *asker, const std::vector<Input> &inputs,
                             Request<std::vector<TokenizedText>> answer)
{
    return askEngine<std::vector<TokenizedText>>(
        asker, Lane::Match, When::Newest,
        [inputs](Engine &engine, ProgressRelay &) {
            return expected(engine.tokens(), "tell the tokens of texts").tokenize(inputs);
        },
        std::move(answer));
}

Question Workspace::run(QObject *asker, Urgency urgency, const RunRequest &request, Request<RunResult> answer)
{
    return askEngine<RunResult>(
        asker, laneOf(urgency), When::Newest,
        [request](Engine &engine, ProgressRelay &progress) { return engine.run(request, progress, progress.parts()); },
        std::move(answer));
}

Question Workspace::score(QObject *asker, const ScoreRequest &request, Request<ScoreResult> answer)
{
    return askEngine<ScoreResult>(
        asker, Lane::Score, When::Newest,
        [request](Engine &engine, ProgressRelay &progress) {
            return expected(engine.judge(), "tell how probable texts are").score(request, progress);
        },
        std::move(answer));
}

Question Workspace::blame(QObject *asker, const BlameRequest &request, Request<BlameResult> answer)
{
    return askEngine<BlameResult>(
        asker, Lane::Blame, When::Newest,
        [request](Engine &engine, ProgressRelay &progress) {
            return deltascope::blame(engine, request, progress, progress.parts());
        },
        std::move(answer));
}

Question Workspace::drift(QObject *asker, const DriftAnswers &answers, const std::vector<Column> &asked,
                          Request<DriftColumn> answer)
{
    return askEngine<DriftColumn>(
        asker, Lane::Drift, When::Newest,
        [answers, asked](Engine &engine, ProgressRelay &progress) {
            return serving::judged(engine, answers, serving::candidates(engine.deltas(), asked), progress);
        },
        std::move(answer));
}

Question Workspace::prepare(QObject *asker, const LoadRequest &request, Request<Loaded> answer)
{
    return askEngine<Loaded>(
        asker, Lane::Write, When::Every,
        [request](Engine &engine, ProgressRelay &progress) { return serving::prepare(engine, request, progress); },
        std::move(answer));
}

Question Workspace::statistics(QObject *asker, int module, Request<ModuleStatistics> answer)
{
    return askEngine<ModuleStatistics>(
        asker, Lane::Statistics, When::Newest,
        [module](Engine &engine, ProgressRelay &) {
            return expected(engine.statistics(), "tell statistics of weights").statistics(module);
        },
        std::move(answer));
}

Question Workspace::norms(QObject *asker, DeltaId delta, Request<std::vector<SiteNorm>> answer)
{
    return askEngine<std::vector<SiteNorm>>(
        asker, Lane::Compare, When::Newest,
        [delta](Engine &engine, ProgressRelay &progress) {
            return expected(engine.statistics(), "tell statistics of weights").norms(delta, progress);
        },
        std::move(answer));
}

Question Workspace::compare(QObject *asker, const std::vector<DeltaId> &deltas, Request<Comparison> answer)
{
    return askEngine<Comparison>(
        asker, Lane::Compare, When::Newest,
        [deltas](Engine &engine, ProgressRelay &progress) {
            return compareWhatChangesWeights(expected(engine.similarities(), "compare deltas"), deltas, progress);
        },
        std::move(answer));
}

Question Workspace::measureTruncation(QObject *asker, const SaveRequest &request, Request<TruncationReport> answer)
{
    return askEngine<TruncationReport>(
        asker, Lane::Merge, When::Newest,
        [request](Engine &engine, ProgressRelay &progress) {
            return expected(engine.saves(), "save deltas").measureTruncation(request, progress);
        },
        std::move(answer));
}

Question Workspace::measureMerge(QObject *asker, const MergeRequest &request, Request<MergeReport> answer)
{
    return askEngine<MergeReport>(
        asker, Lane::Merge, When::Newest,
        [request](Engine &engine, ProgressRelay &progress) {
            return expected(engine.merges(), "merge deltas into weights").measureMerge(request, progress);
        },
        std::move(answer));
}

Question Workspace::merge(QObject *asker, const MergeRequest &request, Request<std::string> answer)
{
    const auto place = std::make_shared<Question>();
    Request<Errand> folded;
    folded.failed = answer.failed;
    folded.cancelled = answer.cancelled;
    folded.then = [this, place, asker = QPointer<QObject>(asker), answer = std::move(answer),
                   folder = request.folder](Errand errand) {
        const Question writing = m_writing->ask<std::string>(
            {asker, Lane::Write, Worker::Newer::IsNothing},
            once<std::string>([errand = std::move(errand), folder](ProgressRelay &progress) -> Outcome<std::string> {
                const auto files = errand(progress);
                return files ? Outcome<std::string>(folder) : files.error();
            }),
            telling(answer));
        *place->m_place = *writing.m_place;
    };
    *place = askEngine<Errand>(
        asker, Lane::Write, When::Every,
        [request](Engine &engine, ProgressRelay &progress) {
            return expected(engine.merges(), "merge deltas into weights").merge(request, progress);
        },
        std::move(folded));
    return *place;
}

Question Workspace::save(QObject *asker, const SaveRequest &request, Request<std::string> answer)
{
    return askEngine<std::string>(
        asker, Lane::Write, When::Every,
        [request](Engine &engine, ProgressRelay &progress) -> Outcome<std::string> {
            const auto files = expected(engine.saves(), "write deltas").save(request, progress);
            return files ? Outcome<std::string>(request.folder) : files.error();
        },
        telling(std::move(answer)));
}

Request<std::string> Workspace::telling(Request<std::string> answer)
{
    answer.then = [this, then = std::move(answer.then)](const std::string &folder) {
        Q_EMIT wrote(folder);
        if (then)
            then(folder);
    };
    return answer;
}

Question Workspace::shelf(QObject *asker, const std::string &folder, Request<Done> answer)
{
    return m_engine->ask<Done>(
        {asker, Lane::Shelf},
        [side = m_side, folder,
         walk = std::shared_ptr<ShelfWalk>()](ProgressRelay &progress) mutable -> std::optional<Outcome<Done>> {
            if (!walk) {
                auto begun = expected(side->get().shelves(), "look through folders").walk(folder);
                if (!begun)
                    return begun.error();
                walk = std::move(begun.value());
            }
            Outcome<ShelfBatch> batch = walk->next(progress);
            if (!batch)
                return batch.error();
            const bool isLast = batch.value().isLast;
            if (progress.parts())
                progress.parts()(std::move(batch.value()));
            return isLast ? std::optional<Outcome<Done>>(Done{}) : std::nullopt;
        },
        std::move(answer));
}

Question Workspace::evaluate(QObject *asker, const EvaluationRequest &request, Request<Done> answer)
{
    return m_engine->ask<Done>(
        {asker, Lane::Evaluate},
        [side = m_side, network = m_network, request,
         walk = std::shared_ptr<EvaluationWalk>()](ProgressRelay &progress) mutable -> std::optional<Outcome<Done>> {
            if (network != side->network)
                return Error{{}, "another model is open", {}, cancelledCode};
            if (!walk) {
                auto begun = expected(side->get().judge(), "judge labelled data").evaluate(request);
                if (!begun)
                    return begun.error();
                walk = std::move(begun.value());
            }
            Outcome<EvaluationPart> part = walk->next(progress);
            if (!part)
                return part.error();
            const bool isLast = part.value().isLast;
            if (progress.parts())
                progress.parts()(std::move(part.value()));
            return isLast ? std::optional<Outcome<Done>>(Done{}) : std::nullopt;
        },
        std::move(answer));
}

Question Workspace::read(QObject *asker, const std::string &path, Request<QByteArray> answer)
{
    return m_files->ask<QByteArray>({asker, Lane::Read, Worker::Newer::IsNothing},
                                    once<QByteArray>([path](ProgressRelay &) { return bytesOf(path); }),
                                    std::move(answer));
}

} // namespace deltascope::bridge
