#pragma once

#include "bridge/lane.h"
#include "bridge/request.h"
#include "core/blame.h"
#include "core/capabilities.h"
#include "core/comparison.h"
#include "core/describe.h"
#include "core/drift.h"
#include "core/evaluation.h"
#include "core/hub.h"
#include "core/loading.h"
#include "core/reports.h"
#include "core/requests.h"
#include "core/run.h"
#include "core/score.h"
#include "core/statistics.h"
#include "core/tokens.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>

namespace deltascope {
class Engine;
}

namespace deltascope::bridge {

class Worker;

using EngineFactory = std::function<std::unique_ptr<Engine>()>;
/// Brings what an engine would have to download, on any thread. Empty: nothing is downloaded before.
using Fetch = std::function<Outcome<Done>(const std::string &name, HubPart part, Progress &progress)>;

/// A network and the request that opened it: together they are the model's identity.
struct Opened {
    OpenRequest request;
    NetworkInfo network;
    Capabilities can; ///< of its engine
};

/// Background: behind what is looked at. Report: behind that, a long run whose progress is shown.
enum class Urgency { Now, Background, Report };

/// The window's side of the engine, which lives on a worker thread of its own; files and downloads have others, so that
/// they keep nothing of the engine waiting. Every question belongs to its asker: see Request. Answers that a newer
/// question of the asker made stale, or another model, are `cancelled`.
class Workspace : public QObject {
    Q_OBJECT

public:
    explicit Workspace(EngineFactory factory, Fetch fetch = {}, QObject *parent = nullptr);
    ~Workspace() override;

    /// Downloads first, if need be, while all else goes on. A network that the engine has opened is always answered,
    /// even if it was cancelled or a newer request is under way: it is what the engine now holds. The asker outlives
    /// it.
    Question open(QObject *asker, const OpenRequest &request, Request<Opened> answer);
    Question add(QObject *asker, const DeltaRequest &request, Request<DeltaInfo> answer);
    /// Edits all happen, in order; what goes wrong is told by failed().
    void remove(DeltaId id);
    void restore(DeltaId id, int position);
    void reorder(const std::vector<DeltaId> &order);
    void rename(DeltaId id, const std::string &name);

    Question match(QObject *asker, const std::vector<std::string> &patterns, Request<std::vector<int>> answer);
    Question check(QObject *asker, const std::string &path, Request<CheckReport> answer);
    /// check() of one of several paths: no newer one replaces it.
    Question identify(QObject *asker, const std::string &path, Request<CheckReport> answer);
    Question tokenize(QObject *asker, const std::vector<Input> &inputs, Request<std::vector<TokenizedText>> answer);
    /// Parts are RunPart.
    Question run(QObject *asker, Urgency urgency, const RunRequest &request, Request<RunResult> answer);
    Question score(QObject *asker, const ScoreRequest &request, Request<ScoreResult> answer);
    Question statistics(QObject *asker, int module, Request<ModuleStatistics> answer);
    /// How large a loaded delta's changes are, site by site, behind all runs.
    Question norms(QObject *asker, DeltaId delta, Request<std::vector<SiteNorm>> answer);
    /// How alike the loaded deltas change weights, behind all runs.
    Question compare(QObject *asker, const std::vector<DeltaId> &deltas, Request<Comparison> answer);
    /// What merge() would do.
    Question measureMerge(QObject *asker, const MergeRequest &request, Request<MergeReport> answer);
    /// The folder that was written. The engine folds; the files are written while it goes on.
    Question merge(QObject *asker, const MergeRequest &request, Request<std::string> answer);
    /// What save() with that rank would do.
    Question measureTruncation(QObject *asker, const SaveRequest &request, Request<TruncationReport> answer);
    Question save(QObject *asker, const SaveRequest &request, Request<std::string> answer);
    /// What a server could load a configuration from; a copy is written where that is asked for.
    Question prepare(QObject *asker, const LoadRequest &request, Request<Loaded> answer);
    /// Looks through a folder for deltas, in turns, between which all else comes. Parts are ShelfBatch.
    Question shelf(QObject *asker, const std::string &folder, Request<Done> answer);
    /// Labelled data under every column, in turns, between which all else comes. Parts are EvaluationPart; the answer
    /// comes behind the last one.
    Question evaluate(QObject *asker, const EvaluationRequest &request, Request<Done> answer);
    /// Which sites a changed answer comes from, behind all that is asked meanwhile but evaluations. Parts are
    /// BlameStep.
    Question blame(QObject *asker, const BlameRequest &request, Request<BlameResult> answer);
    /// What a server's answers say of the configuration they were asked of, behind all that is asked meanwhile;
    /// `asked` are all that it was asked of.
    Question drift(QObject *asker, const DriftAnswers &answers, const std::vector<Column> &asked,
                   Request<DriftColumn> answer);
    /// The bytes of a small file, such as a list of inputs. Has nothing to do with what is open.
    Question read(QObject *asker, const std::string &path, Request<QByteArray> answer);

    /// What the engine can with what is open; nothing while nothing is.
    const Capabilities &can() const { return m_can; }

    /// All questions of the lane end with `cancelled`.
    void cancel(Lane lane);
    bool isBusy(Lane lane) const;

Q_SIGNALS:
    void wrote(const std::string &folder); ///< a delta or a merged model
    void failed(Lane lane, const Error &error);
    void progressed(Lane lane, double fraction, const QString &what);
    void busyChanged(Lane lane, bool isBusy);

private:
    struct EngineSide;
    enum class When { Newest, Every };

    template<class T, class Work>
    Question askEngine(QObject *asker, Lane lane, When when, Work work, Request<T> answer);
    template<class T, class Next>
    Question afterFetch(QObject *asker, Lane lane, HubPart part, const std::string &name, Request<T> answer, Next next);
    Question openHere(QObject *asker, const OpenRequest &request, Request<Opened> answer);
    Question check(QObject *asker, Lane lane, When when, const std::string &path, Request<CheckReport> answer);
    /// Tells wrote() besides.
    Request<std::string> telling(Request<std::string> answer);
    template<class Work>
    void edit(Work work);
    void listen(Worker &worker);

    int m_network = 0; ///< counts those that were opened; answers about an older one are stale
    Capabilities m_can;
    Fetch m_fetch;
    std::shared_ptr<EngineSide> m_side; ///< what only the engine's thread touches
    std::unique_ptr<Worker> m_engine, m_files, m_writing, m_net;
};

} // namespace deltascope::bridge
