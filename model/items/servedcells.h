#pragma once

#include "items/bench.h"
#include "items/drifting.h"
#include "items/servers.h"
#include "items/session.h"

#include <QObject>
#include <QPair>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace deltascope::items {

/// Why a column on a server is not asked now.
struct ServedLack {
    /// What the user can do about it: nothing but wait; name the server's address, or connect to the one that is known;
    /// ask again; look what it has loaded.
    enum class Help { None, Connect, AskAgain, ShowServers };
    QString sentence; ///< empty: it is asked
    Help help = Help::None;
};

/// Asks servers for the cells of the comparison's columns that run there, each server on its own thread, one cell after
/// the other. Prompts are ids of the local tokenizer, by the local chat template. Answers go to the bench.
class ServedCells : public QObject {
    Q_OBJECT

public:
    ServedCells(Session &session, bridge::Workspace &workspace, Servers &servers, Bench &bench);

    const Servers &servers() const { return m_servers; }
    /// What their answers are held against.
    Drifting &drifting() { return m_drifting; }
    const Drifting &drifting() const { return m_drifting; }
    ServedLack lackOf(const BenchColumn &column) const;
    /// What the server would answer with, so that a cell of other weights is stale; empty while it does not say.
    std::string sourceOf(const BenchColumn &column) const;
    /// Whether the cell can be asked for and is not answered.
    bool owes(const BenchInput &input, const BenchColumn &column) const;

    bool isRunning() const { return !m_asking.empty(); }
    bool isSettled() const;
    /// Cells that were answered since nothing ran, and all that were asked for since.
    QPair<int, int> progress() const;
    void schedule();
    void stop();
    void forget();
    /// Asks once more for what failed in a server's columns, and for what it says of itself.
    void askAgain(const QString &server);

Q_SIGNALS:
    void changed(); ///< what servers say of themselves
    void runningChanged();

private:
    using CellKey = QPair<int, int>; ///< input, column
    /// A cell that is asked for.
    struct Asking {
        std::unique_ptr<QObject> asker; ///< with it its questions end
        Bench::Cell cell; ///< as far as it came
        std::size_t open = 0; ///< answers that are to come
    };

    void request();
    void dropUnwanted();
    void begin(const BenchInput &input, const BenchColumn &column);
    void askPrompt(CellKey key);
    void ask(CellKey key, const std::vector<std::int64_t> &prompt);
    /// One of the cell's answers, or its beginning.
    void put(CellKey key, std::size_t answer, const Output &output);
    /// The vocabulary's texts of all its tokens, which servers do not tell.
    void askNames(CellKey key);
    void fail(CellKey key, const Error &error);
    void end(CellKey key);
    void followServer(int server);
    void dropFailures(const QString &server);
    const ServerEntry *entryOf(const BenchColumn &column) const;

    Session &m_session;
    bridge::Workspace &m_workspace;
    Servers &m_servers;
    Drifting m_drifting;
    Bench &m_bench;
    QTimer m_timer;
    bool m_isStopped = false;
    std::map<CellKey, Asking> m_asking;
    int m_done = 0; ///< since nothing ran
    QSet<QString> m_ready; ///< servers that answered when they were last heard of
};

} // namespace deltascope::items
