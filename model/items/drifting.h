#pragma once

#include "core/drift.h"
#include "items/servers.h"
#include "items/session.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace deltascope::items {

/// Whether servers answer as what they are asked for: what one says greedily to the comparison's inputs, under each of
/// the comparison's columns that run there, is held against the local model. One server at a time, beside all else.
class Drifting : public QObject {
    Q_OBJECT

public:
    struct Result {
        std::vector<DriftColumn> columns; ///< as far as they are judged
        QStringList left; ///< why others are not
        QString problem; ///< why it ended; empty: it did not, or came to its end
        std::vector<std::string> sources; ///< by column, see sourceOf()
        std::vector<session::ServedSpec> specs; ///< by column
    };

    Drifting(Session &session, bridge::Workspace &workspace, Servers &servers);

    /// Lets go of what runs.
    void start(const QString &server);
    void stop();
    /// The server that is asked; empty: none.
    QString running() const { return m_asker ? m_server : QString(); }
    /// Answers that came and configurations that were judged, and all of them.
    QPair<int, int> progress() const { return {m_done, m_all}; }
    /// Null: it was not checked.
    const Result *resultOf(const QString &server) const;
    /// What was said of a column, if its server would still answer with the same weights; null: nothing.
    const DriftColumn *verdictOf(const BenchColumn &column) const;

Q_SIGNALS:
    void changed();

private:
    struct Case {
        session::ServedSpec spec;
        std::vector<AdapterShare> shares;
        DriftAnswers answers;
        std::vector<std::size_t> inputs = {}; ///< by answer
        std::vector<std::size_t> missed = {}; ///< inputs that the server refused
    };

    void gather();
    void addCase(const session::ServedSpec &spec);
    void askPrompts();
    void ask(const std::vector<TokenizedText> &texts);
    void miss(std::size_t oneCase, std::size_t input, const Error &error);
    void came();
    void leaveOutMissed();
    void judge();
    void end(const QString &problem = {});
    void forget();
    int place() const { return m_servers.placeOf(m_server); }

    Session &m_session;
    bridge::Workspace &m_workspace;
    Servers &m_servers;
    std::unique_ptr<QObject> m_asker; ///< of what runs; null: nothing does
    QString m_server;
    std::vector<Case> m_cases;
    int m_done = 0, m_all = 0;
    QHash<QString, Result> m_results; ///< by server
};

} // namespace deltascope::items
