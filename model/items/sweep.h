#pragma once

#include "bridge/request.h"
#include "core/run.h"
#include "items/session.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace deltascope::items {

/// What comes out while one delta's strength goes from none to twice as trained: all strengths in one run.
class Sweep : public QObject {
    Q_OBJECT

public:
    /// What else is attached meanwhile.
    enum class Beside { Nothing, Attached };
    /// -1: not chosen.
    struct Question {
        DeltaId delta = -1;
        int input = -1;
        Beside beside = Beside::Nothing;
        bool operator==(const Question &) const = default;
    };
    /// A number over the strengths; nothing where it does not exist.
    struct Line {
        QString name;
        std::vector<std::optional<double>> values;
    };

    Sweep(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// As chosen, where that is there; else the first delta and the first input that can run.
    Question question() const;
    void choose(const Question &question);
    /// While it is followed, whatever changes is computed again.
    void setFollowed(bool isFollowed);

    bool isRunning() const { return m_question.isOpen(); }
    bool isSettled() const { return !m_timer.isActive() && !isRunning(); }
    const std::vector<double> &strengths() const { return m_strengths; }
    /// What the lines' numbers are: "probability".
    const QString &meaning() const { return m_meaning; }
    const QList<Line> &lines() const { return m_lines; }
    /// In words, by strength.
    const QStringList &answers() const { return m_answers; }
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    struct Asked {
        Input input;
        std::vector<Mix> mixes;
        GenerationSettings generation;
        bool operator==(const Asked &) const = default;
    };
    std::optional<Asked> asked() const;
    void schedule();
    void request();
    void take(const RunResult &result);
    void forget();

    Session &m_session;
    bridge::Workspace &m_workspace;
    QTimer m_timer;
    bridge::Question m_question;
    Question m_chosen;
    bool m_isFollowed = false;
    std::optional<Asked> m_asked; ///< what is shown, or is being computed
    std::vector<double> m_strengths;
    QString m_meaning;
    QList<Line> m_lines;
    QStringList m_answers;
    std::optional<Error> m_error;
};

} // namespace deltascope::items
