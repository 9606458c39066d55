#pragma once

#include "bridge/jobqueue.h"
#include "engine/engine.h"

#include <QByteArray>
#include <QObject>

#include <array>
#include <functional>
#include <memory>

namespace deltascope::bridge {

/// Kinds of requests, most urgent first. A newer request replaces an older one of its lane, except edits, reads,
/// identifications and writes, which all happen, in order.
enum class Lane {
    Open,
    Edit,
    Write,
    Read,
    Identify,
    Match,
    Check,
    Merge,
    Tokenize,
    Run,
    Measure,
    Statistics,
    Shelf,
    Count
};

using EngineFactory = std::function<std::unique_ptr<Engine>()>;

/// The window's side of the engine, which lives on a worker thread. Requests return a ticket at once; the answer comes
/// as one signal on the thread of this object. Answers that a newer request or another network made stale never come.
class Workspace : public QObject {
    Q_OBJECT

public:
    explicit Workspace(EngineFactory factory, QObject *parent = nullptr);
    ~Workspace() override;

    Ticket open(const OpenRequest &request);
    Ticket add(const DeltaRequest &request);
    Ticket remove(DeltaId id);
    Ticket restore(DeltaId id, int position);
    Ticket reorder(const std::vector<DeltaId> &order);
    Ticket rename(DeltaId id, const std::string &name);
    Ticket match(const std::vector<std::string> &patterns);
    Ticket check(const std::string &path);
    /// check() of one of several paths: no newer one replaces it.
    Ticket identify(const std::string &path);
    Ticket tokenize(const std::vector<Input> &inputs);
    Ticket run(const RunRequest &request);
    /// A run in the background, for meters and plots.
    Ticket measure(const RunRequest &request);
    Ticket statistics(int module);
    /// What merge() would do; a newer request replaces an older one.
    Ticket measureMerge(const MergeRequest &request);
    Ticket merge(const MergeRequest &request);
    Ticket save(const SaveRequest &request);
    /// Looks through a folder for deltas; every batch but the last must be answered with continueShelf().
    Ticket beginShelf(const std::string &folder);
    Ticket continueShelf();

    /// The bytes of a small file, such as a list of inputs.
    Ticket read(const std::string &path);

    /// The lane's waiting and running requests end with cancelled().
    void cancel(Lane lane);
    bool isBusy(Lane lane) const;

Q_SIGNALS:
    void opened(Ticket ticket, const NetworkInfo &network);
    void added(Ticket ticket, const DeltaInfo &delta);
    void edited(Ticket ticket);
    void matched(Ticket ticket, const std::vector<int> &modules);
    void checked(Ticket ticket, const CheckReport &report);
    void tokenized(Ticket ticket, const std::vector<TokenizedText> &texts);
    void ran(Ticket ticket, const RunResult &result);
    void measured(Ticket ticket, const RunResult &result);
    void described(Ticket ticket, const ModuleStatistics &statistics);
    void mergeMeasured(Ticket ticket, const MergeReport &report);
    void wrote(Ticket ticket, const std::string &folder); ///< a delta or a merged model
    void shelved(Ticket ticket, const ShelfBatch &batch);
    void hasRead(Ticket ticket, const std::string &path, const QByteArray &bytes);

    void failed(Ticket ticket, Lane lane, const Error &error);
    void cancelled(Ticket ticket, Lane lane);
    void progressed(Ticket ticket, Lane lane, double fraction, const QString &what);
    void busyChanged(Lane lane, bool isBusy);

private:
    class Worker;
    struct LaneState {
        Ticket newest = 0;
        int outstanding = 0;
    };

    template<class Work, class Emit>
    Ticket submit(Lane lane, Work work, Emit emitAnswer);
    Ticket check(Lane lane, const std::string &path);
    template<class Value, class Emit>
    void deliver(Ticket ticket, Lane lane, Ticket network, Outcome<Value> &outcome, const Emit &emitAnswer);
    bool accept(Ticket ticket, Lane lane, Ticket network) const;
    void settle(Lane lane, int count);
    void startNetwork(Ticket ticket);

    std::array<LaneState, static_cast<std::size_t>(Lane::Count)> m_lanes{};
    Ticket m_network = 0; ///< the request that opened what is shown; answers about another network are stale
    std::shared_ptr<Worker> m_worker;
    std::unique_ptr<JobQueue> m_queue; // last: its thread ends before anything it delivers to
};

} // namespace deltascope::bridge
