#pragma once

#include "bridge/request.h"
#include "core/blame.h"
#include "items/session.h"

#include <QElapsedTimer>
#include <QObject>

#include <optional>

namespace deltascope::items {

class Bench;

/// The search for the fewest modules whose deltas make one column answer an input otherwise than another one. What was
/// found stays until another search is begun or another model is open.
class Blaming : public QObject {
    Q_OBJECT

public:
    /// What is to be explained, by keys; -1: not chosen.
    struct Question {
        int input = -1, column = -1, against = -1;
        bool operator==(const Question &) const = default;
    };

    Blaming(Session &session, const Bench &bench, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// As chosen, where that is there; else a cell of the comparison whose answer differs from the baseline's.
    Question question() const;
    void choose(const Question &question);

    void start();
    /// What was tried by then stays.
    void stop();
    bool isRunning() const { return m_question.isOpen(); }
    /// Whether a search has been begun since the model was opened.
    bool hasBegun() const { return m_asked.has_value(); }
    /// Whether what is shown is of what the session says now.
    bool isCurrent() const;

    /// What was asked, with the names that the columns had then.
    const BlameRequest &asked() const { return *m_asked; }
    /// The modules that the search chooses from, rising.
    const std::vector<int> &candidates() const { return m_candidates; }
    /// The first is with all of them, the second with none.
    const std::vector<BlameTrial> &trials() const { return m_trials; }
    /// Of these very sites; null if that was not tried.
    const BlameTrial *trialOf(const std::vector<int> &sites) const;
    /// Nothing while it runs, and after Stop.
    const std::optional<BlameResult> &result() const { return m_result; }
    const std::optional<Error> &error() const { return m_error; }
    /// Modules that are attached in the last trial, or that were found.
    QList<int> lit() const;
    double seconds() const { return m_seconds; }

    /// Plugs the column's deltas in at the sites that were found, and nowhere else.
    void attachFound();

Q_SIGNALS:
    void changed(); ///< what is asked, tried or found

private:
    std::optional<BlameRequest> request() const;
    void take(const BlameStep &step);
    void end(const std::optional<Error> &error);
    void forget();

    Session &m_session;
    const Bench &m_bench;
    bridge::Workspace &m_workspace;
    Question m_chosen, m_askedKeys;
    bridge::Question m_question;
    std::optional<BlameRequest> m_asked;
    std::vector<int> m_candidates;
    std::vector<BlameTrial> m_trials;
    std::optional<BlameResult> m_result;
    std::optional<Error> m_error;
    QElapsedTimer m_since;
    double m_seconds = 0;
};

} // namespace deltascope::items
