#pragma once

#include "bridge/request.h"
#include "core/tokens.h"
#include "items/scores.h"
#include "items/session.h"
#include "items/typedinput.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPair>
#include <QTimer>

#include <memory>
#include <optional>

namespace deltascope::items {

class ServedCells;
class Servers;

/// The results behind the comparison: keeps every cell of inputs x columns computed for what the session says now,
/// running only cells whose input or configuration changed. Old answers stay, marked stale, until the new ones come.
/// Cells are shown as they are ready. What runs shows something before a newer request replaces it, so that answers
/// follow a typing hand.
class Bench : public QObject {
    Q_OBJECT

public:
    struct Cell {
        Input input; ///< what the answer belongs to
        Mix mix;
        RunSettings run; ///< matters to texts that are generated
        Output output;
        std::vector<Output> others = {}; ///< further answers, drawn with the seeds behind the first one's
        bool isWhole = true; ///< false while a text still grows
        std::optional<InputFailure> failure = {}; ///< why there is no output
        std::vector<std::string> labels = {}; ///< of the head that a delta brings; empty: the backbone's
        int version = 0; ///< rises with every change of any cell
        session::ServedSpec served = {}; ///< of a column on a server
        std::string source = {}; ///< what answered there: the server and its weights
    };
    /// Growing: its beginning is there. Failed: the input cannot run.
    enum class State { Empty, Stale, Growing, Current, Failed };

    Bench(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);
    ~Bench() override;
    /// From now on columns may run on these.
    void serve(Servers &servers);
    /// Those that do; null: none can.
    ServedCells *served() const { return m_served.get(); }

    /// The last answer; null if there never was one.
    const Cell *cell(int inputKey, int columnKey) const;
    State stateOf(int inputKey, int columnKey) const;
    /// Why the input, as it is now, cannot run; null if it can or was not tried.
    const InputFailure *failure(int inputKey) const;
    /// What the engine said was attached when the column last ran; null if it never did.
    const std::vector<AttachedDelta> *attached(int columnKey) const;
    /// The vocabulary's texts of the input's tokens, for tasks that speak about tokens; null until known.
    const std::vector<std::string> *tokens(int inputKey) const;
    /// The tokens of an input, and of a conversation its prompt.
    bridge::Question tokenize(QObject *asker, int inputKey, bridge::Request<std::vector<TokenizedText>> answer);
    /// Of the input's last run; nothing if it never ran.
    std::optional<int> tokenCount(int inputKey) const;
    Task task() const { return m_task; }
    /// The backbone's; of a cell those of the head that answered.
    const std::vector<std::string> &labels() const { return m_labels; }
    const std::vector<std::string> &labels(const Cell &cell) const;
    /// What strength and several heads did when the column last ran, in words.
    std::vector<std::string> notes(int columnKey) const { return m_notes.value(columnKey); }
    /// Of the last run.
    std::optional<double> seconds() const { return m_seconds; }
    /// Why the last run gave no answer for any input.
    const std::optional<Error> &error() const { return m_error; }
    /// Whether every cell that can be computed is, or the user stopped that.
    bool isSettled() const;
    /// Whether the cell answers that, and as the session says now.
    bool isLike(const Cell &cell, const BenchInput &input, const BenchColumn &column) const;
    /// What a server answered.
    void keep(int inputKey, int columnKey, const Cell &cell);
    void drop(int inputKey, int columnKey);

    /// What the cells say, as a value that work beside the window's thread may read. Making one copies no cell.
    struct Answers {
        Task task = Task::Auto;
        std::vector<std::string> labels; ///< the backbone's
        QHash<QPair<int, int>, Cell> cells; ///< by input and column
        std::optional<QHash<QPair<int, int>, Scores::Cell>> scores; ///< while cells show how probable the inputs are

        const Cell *cell(int inputKey, int columnKey) const;
        const Scores::Cell *score(int inputKey, int columnKey) const;
        const std::vector<std::string> &labelsOf(const Cell &cell) const
        {
            return cell.labels.empty() ? labels : cell.labels;
        }
    };
    Answers answers() const;

    /// How probable the inputs are under the columns; kept up while cells are to show it.
    const Scores &scores() const { return m_scores; }

    bool isRunning() const;
    /// Cells of the runs under way that are whole, and all of them.
    QPair<int, int> progress() const;
    /// Lets go of what runs; the next change runs again, as does resume().
    void stop();
    void resume();
    bool isStopped() const { return m_isStopped; }
    /// Whether the cell, as it is now, owes its answer to stop(): what had come of it stays.
    bool wasStopped(int inputKey, int columnKey) const;

Q_SIGNALS:
    void answered(); ///< cells have new answers
    void staleChanged(); ///< cells became stale, or an error came or went
    void runningChanged(); ///< a run began or ended, or is further

private:
    using CellKey = QPair<int, int>;
    /// What the run under way answers: cells, each with its places in the request.
    struct Asked {
        CellKey key;
        Input input;
        Mix mix;
        std::size_t inputPlace, columnPlace;
        std::size_t answer = 0; ///< which of the cell's answers
        bool isDone = false;
    };

    void schedule();
    void request();
    RunRequest gather();
    bool owes(const BenchInput &input, const BenchColumn &column) const;
    void ask(RunRequest &run, const BenchInput &input, const std::vector<const BenchColumn *> &columns);
    bool mayReplace() const;
    bool isWanted(const Asked &asked) const;
    std::optional<DataLine> scoredLine(const BenchInput &input) const;
    void put(const Asked &asked, const Output &output);
    void finish(Asked &asked);
    void askTokens(const RunRequest &run);
    void take(const RunPart &part);
    void take(const RunResult &result);
    void end(const std::optional<Error> &error);
    void forget();

    Session &m_session;
    bridge::Workspace &m_workspace;
    QTimer m_timer;
    QTimer m_tellTimer; ///< cells come and texts grow faster than they need be painted
    bridge::Question m_question;
    QElapsedTimer m_since; ///< the run under way was asked for
    bool m_hasShown = false; ///< something of it
    bool m_isBehind = false; ///< changes came that it does not know
    bool m_isStopped = false;
    QList<Asked> m_asked;
    QMultiHash<CellKey, qsizetype> m_askedAt; ///< of m_asked, by input and column of the request
    QHash<CellKey, int> m_open; ///< answers that a cell of it still waits for
    RunSettings m_askedRun; ///< how
    QHash<CellKey, Cell> m_cells;
    int m_version = 0;
    QHash<int, std::vector<AttachedDelta>> m_attached;
    QHash<int, std::vector<std::string>> m_tokens;
    Task m_task = Task::Auto;
    std::vector<std::string> m_labels;
    QHash<int, std::vector<std::string>> m_notes; ///< by column
    std::optional<double> m_seconds;
    std::optional<Error> m_error;
    Scores m_scores;
    std::unique_ptr<ServedCells> m_served;
};

} // namespace deltascope::items
