#pragma once

#include "bridge/request.h"
#include "evaluate/summary.h"
#include "items/background.h"
#include "items/labelleddata.h"
#include "items/session.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>

namespace deltascope::items {

/// Labelled data, and what each configuration of the comparison makes of it, line by line. What is known of a
/// configuration is kept for as long as the data and the model are the same, so that only new ones run. Numbers of what
/// has been answered so far are there while it runs, and stay when it is stopped.
class Evaluation : public QObject {
    Q_OBJECT

public:
    /// Some: of some lines that can be answered.
    enum class State { None, Some, All };

    Evaluation(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// Takes a file of labelled lines and evaluates it; the data before stay if it cannot be read.
    void open(const QString &path);
    /// Takes the inputs of the comparison, as they are from now on.
    void followInputs();
    /// Why the labelled lines that belong to the session cannot be read: they come back once they can.
    const std::optional<Error> &missing() const { return m_missing; }
    const std::optional<LabelledData> &data() const { return m_data; }
    bool isReading() const { return m_reading.isBusy(); }
    /// How many lines can be answered: those that say what is right.
    int labelledLines() const { return int(m_labelled.size()); }

    /// Whether a sequence to sequence model also writes texts, which are compared with what is right (the settings are
    /// the comparison's); else texts are only scored.
    EvaluationRequest::Texts texts() const { return m_texts; }
    void setTexts(EvaluationRequest::Texts texts);

    /// Evaluates what is not known yet.
    void run();
    /// What is answered by now stays.
    void stop();
    bool isRunning() const { return m_question.isOpen(); }
    /// Lines of the run under way that are answered, and all of them.
    QPair<int, int> progress() const;
    /// Whether run() would find something to do.
    bool isWanting() const;
    /// Whether everything that was asked for is there.
    bool isSettled() const;
    /// Why a file or a run failed; nothing once another try is made.
    const std::optional<Error> &error() const { return m_error; }

    /// The columns of the comparison that can be evaluated: each configuration once. One that goes by rule takes for
    /// every line the configuration that its rule picks.
    QList<int> columns() const;
    State stateOf(int columnKey) const;
    /// The column that others are compared with: the comparison's own unless another is chosen.
    int baseline() const;
    void setBaseline(int columnKey);
    EvaluationKind kind() const { return m_kind; }
    /// Of what is answered so far; null if nothing is.
    const evaluate::Summary *summary(int columnKey) const;
    /// Against the baseline, on the lines that both have answered; null for itself and where there are none.
    const evaluate::Against *against(int columnKey) const;
    /// The labels that a column answers with.
    const std::vector<std::string> &labels(int columnKey) const;
    /// By line; none where it is not answered. Null if nothing is.
    using Outcomes = std::vector<std::optional<LineOutcome>>;
    const Outcomes *outcomes(int columnKey) const;
    /// By line, why a column does not answer it; null for a column that answers nothing yet.
    const std::map<std::size_t, Error> *failuresOf(int columnKey) const;
    /// Why a line is not answered under a column; null where it is, or is still to be.
    const Error *failure(int columnKey, std::size_t line) const;
    /// Lines that fail under any of the columns, by their places.
    std::vector<LineFailure> failures() const;
    /// What is answered under all the columns that have answers, the baseline first.
    EvaluationResult result() const;
    /// The same as `evaluate --json` says it, and line by line as its --predictions has it.
    QByteArray json() const;
    QByteArray predictions() const;

Q_SIGNALS:
    void dataChanged();
    void answered(); ///< numbers are new, or columns came, went or changed
    void runningChanged(); ///< a run or a file's reading began or ended, or the run is further, or an error came or
                           ///< went

private:
    /// What is known of a configuration.
    struct Judged {
        Mix mix;
        std::vector<AttachedDelta> attached;
        std::vector<std::string> labels; ///< its own; empty: the model's
        Outcomes lines;
        std::map<std::size_t, Error> failures; ///< by line
        evaluate::Summary summary;
        std::optional<evaluate::Against> against; ///< the baseline
        int answered = 0;
    };

    void take(LabelledData data);
    void takeInputs();
    void beginWithInputs();
    void followChoice();
    void forgetData(const std::optional<Error> &missing);
    void forget();
    void followColumns();
    void fail(const Error &error);
    void followGeneration();
    void followRules();
    bool isRuled() const;
    EvaluationRequest gather();
    EvaluationRequest gatherByRule();
    void fillByRule();
    bool isAskedWanted() const;
    Mix mixOf(const BenchColumn &column, std::size_t line) const;
    void startOver();
    void take(const EvaluationPart &part);
    void end(const std::optional<Error> &error);
    void summarize();
    void compareWithBaseline();
    const Judged *judged(int columnKey) const;
    const Judged *judged(const Mix &mix) const;
    std::vector<Judged *> everyJudged();
    bool isWhole(const Judged *judged) const;
    static bool isKnown(const Judged *judged, std::size_t line);

    Session &m_session;
    bridge::Workspace &m_workspace;
    Background m_reading;
    Background m_ruling; ///< lines of a file are told by which rules they are taken
    QTimer m_summing; ///< numbers are new at most a few times a second
    QTimer m_following; ///< inputs change while a hand types
    std::optional<LabelledData> m_data;
    std::vector<std::size_t> m_labelled; ///< lines that can be answered
    bridge::Question m_question;
    std::vector<Mix> m_askedMixes; ///< of the run under way
    std::vector<std::size_t> m_askedLines;
    int m_told = 0; ///< lines of it that are answered
    bool m_isOwed = false; ///< a run waits for the engine to know all deltas
    std::vector<Judged> m_judged;
    std::map<int, Judged> m_byRule; ///< of columns that go by rule: every line from the configuration of its rule
    EvaluationRequest::Texts m_texts = EvaluationRequest::Texts::Scored;
    GenerationSettings m_generation; ///< that the texts were written with
    std::vector<std::string> m_labels; ///< the model's
    EvaluationKind m_kind = EvaluationKind::Classification;
    int m_baseline = -1; ///< as chosen; -1: none is
    std::optional<Error> m_error, m_missing;
};

} // namespace deltascope::items
