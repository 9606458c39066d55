#pragma once

#include "bridge/workspace.h"
#include "items/session.h"

#include <QHash>
#include <QObject>
#include <QPair>
#include <QTimer>

#include <optional>

namespace deltascope::items {

/// The results behind the comparison: keeps every cell of inputs x columns computed for what the session says now,
/// running only cells whose input or configuration changed. Old answers stay, marked stale, until the new ones come.
class Bench : public QObject {
    Q_OBJECT

public:
    struct Cell {
        Input input; ///< what the answer belongs to
        Mix mix;
        Output output;
    };
    enum class State { Empty, Stale, Current };

    Bench(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// The last answer; null if there never was one.
    const Cell *cell(int inputKey, int columnKey) const;
    State stateOf(int inputKey, int columnKey) const;
    /// What the engine said was attached when the column last ran; null if it never did.
    const std::vector<AttachedDelta> *attached(int columnKey) const;
    /// The vocabulary's texts of the input's tokens, for tasks that speak about tokens; null until known.
    const std::vector<std::string> *tokens(int inputKey) const;
    /// Of the input's last run; nothing if it never ran.
    std::optional<int> tokenCount(int inputKey) const;
    Task task() const { return m_task; }
    const std::vector<std::string> &labels() const { return m_labels; }
    /// Of the last run.
    std::optional<double> seconds() const { return m_seconds; }
    /// Why the last run gave no answer.
    const std::optional<Error> &error() const { return m_error; }
    /// Whether every cell that can be computed is.
    bool isSettled() const;

Q_SIGNALS:
    void answered(); ///< cells have new answers
    void staleChanged(); ///< cells became stale, or an error came or went

private:
    using CellKey = QPair<int, int>;

    void schedule();
    void request();
    void take(bridge::Ticket ticket, const RunResult &result);
    void forget();

    Session &m_session;
    bridge::Workspace &m_workspace;
    QTimer m_timer;
    bridge::Ticket m_ticket = 0;
    /// What the request under way will answer: cells, each with its places in the request.
    struct Asked {
        CellKey key;
        Input input;
        Mix mix;
        std::size_t inputPlace, columnPlace;
    };
    QList<Asked> m_asked;
    QHash<CellKey, Cell> m_cells;
    QHash<int, std::vector<AttachedDelta>> m_attached;
    bridge::Ticket m_tokenTicket = 0;
    QList<int> m_tokenInputs;
    QHash<int, std::vector<std::string>> m_tokens;
    Task m_task = Task::Auto;
    std::vector<std::string> m_labels;
    std::optional<double> m_seconds;
    std::optional<Error> m_error;
};

/// Whether there is anything to run.
bool isRunnable(const Input &input);

} // namespace deltascope::items
