#pragma once

#include "bridge/request.h"
#include "core/score.h"
#include "items/session.h"

#include <QHash>
#include <QObject>
#include <QPair>
#include <QTimer>

#include <functional>
#include <optional>

namespace deltascope::items {

/// Whether the model says how probable texts are.
bool isScored(HeadKind head);

/// How probable the bench's inputs are under every column, while the session's cells show that: input by input, each
/// once for what the session says now. Old scores stay until new ones come.
class Scores : public QObject {
    Q_OBJECT

public:
    /// What is scored of an input, which may have to wait for an answer: nothing then.
    using LineOf = std::function<std::optional<DataLine>(const BenchInput &)>;
    struct Cell {
        DataLine line; ///< what the score belongs to
        Mix mix;
        TextScore score;
        std::optional<Error> failure = {}; ///< why there is none
        int version = 0; ///< rises with every change of any cell
    };

    Scores(Session &session, bridge::Workspace &workspace, LineOf lineOf, QObject *parent = nullptr);

    bool isWanted() const;
    /// The last score; null if there is none.
    const Cell *cell(int inputKey, int columnKey) const;
    /// All of them, by input and column.
    const QHash<QPair<int, int>, Cell> &cells() const { return m_cells; }
    /// Whether it is that of what the session says now.
    bool isCurrent(int inputKey, int columnKey) const;
    /// Whether its score can be computed and is not there.
    bool owes(const BenchInput &input, const BenchColumn &column) const;
    /// exp of minus the mean log-probability of all tokens that count, over all inputs; none until one is scored.
    std::optional<double> perplexity(int columnKey) const;
    /// Whether every score that is wanted and can be computed is there.
    bool isSettled() const;
    bool isRunning() const { return m_question.isOpen(); }
    /// Cells that are scored, and all that are to be.
    QPair<int, int> progress() const;
    void stop();
    /// Looks what is owed, soon.
    void schedule();

Q_SIGNALS:
    void scored(); ///< cells have new scores

private:
    using CellKey = QPair<int, int>;
    struct Owed {
        const BenchInput *input;
        DataLine line;
        QList<int> columns; ///< keys
    };

    std::optional<Owed> next() const;
    void request();
    void take(int inputKey, const QList<int> &columnKeys, const std::vector<Cell> &cells);

    Session &m_session;
    bridge::Workspace &m_workspace;
    LineOf m_lineOf;
    QTimer m_timer;
    bridge::Question m_question;
    QHash<CellKey, Cell> m_cells;
    int m_version = 0;
};

} // namespace deltascope::items
