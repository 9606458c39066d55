#pragma once

#include "bridge/workspace.h"
#include "core/dataline.h"
#include "items/enginelist.h"
#include "items/sessionstate.h"

#include <QList>
#include <QMap>
#include <QObject>
#include <QUndoStack>

#include <functional>
#include <map>
#include <memory>

namespace deltascope::items {

/// Names one gesture of the user (a drag, typing in one field): the edits of a gesture are one step of undo.
struct Gesture {
    int number = 0; ///< 0: a step of its own
    static Gesture begin();
    bool operator==(const Gesture &) const = default;
};

/// The live session: an open network and the state that the user edits. Every step of edits can be undone and redone,
/// which lead back to the very same state. The engine's list of deltas follows.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(bridge::Workspace &workspace, QObject *parent = nullptr);

    const NetworkInfo *network() const { return m_network.get(); }
    /// The same for work that goes on when another one is opened.
    const std::shared_ptr<const NetworkInfo> &sharedNetwork() const { return m_network; }
    const SessionState &state() const { return m_state; }
    QUndoStack &undoStack() { return m_stack; }
    /// Whether the engine has been told of all edits; while a delta loads, others wait.
    bool isEngineTold() const { return m_isEngineTold; }
    /// Whether deltas load.
    bool isLoading() const { return !m_adding.isEmpty(); }

    /// A new network with nothing but "as attached" and the bare backbone to compare; inputs stay. Cannot be undone.
    void setNetwork(NetworkInfo network);
    /// What becomes of additions that another network comes before.
    enum class Unfinished { Fails, IsAskedAgain };
    /// A new network with the session that belongs to it: its deltas, all of which wait, are loaded. Cannot be undone.
    void open(NetworkInfo network, SessionState state, Unfinished unfinished = Unfinished::Fails);

    /// Makes the edits as one step of undo; what changes nothing is no step.
    void edit(const QString &text, session::Edits edits, Gesture gesture = {});
    /// Is called with every step of edits, undone and redone ones too, before it is made.
    void setJournal(std::function<void(const session::Edits &, const SessionState &before)> journal);

    /// Loads a delta; once the engine has it, it stands last in the rack, plugged in as `setting` says.
    bridge::Ticket add(const DeltaRequest &request, DeltaSetting setting);
    /// Tries again to load a delta that is not there, from another place.
    void locate(DeltaId waiting, const QString &path);
    /// `wanted`, or with a number after it the first that no delta bears and none that is being added asks for.
    QString freeName(const QString &wanted) const;
    void remove(DeltaId id);
    void move(DeltaId id, int position);
    void rename(DeltaId id, const QString &name);
    /// Gives it another colour and mark; which deltas it is confused with is the user's to decide.
    void recolour(DeltaId id, int series);
    /// Shows it in a group; empty: in none.
    void setGroup(DeltaId id, const QString &group);
    /// Loads it once more under another name, plugged in as it is.
    void duplicate(DeltaId id);
    /// Detaches all deltas, or all of a group, in one step.
    void muteAll(const QString &group = {});
    /// Plugs in exactly what the mix says; `text` is what the step is called.
    void plugInMix(const QString &text, const Mix &mix);

    /// What is plugged in now under a number, behind the other presets; its key.
    int addPreset(const QString &name = {});
    void plugInPreset(int key);
    /// The preset stands for what is plugged in now.
    void updatePreset(int key);
    void renamePreset(int key, const QString &name);
    void removePreset(int key);

    void attach(DeltaId id);
    void detach(DeltaId id);
    void toggle(DeltaId id);
    void attachAt(DeltaId id, const QList<int> &modules);
    void detachAt(DeltaId id, const QList<int> &modules);
    void setStrength(DeltaId id, double strength, Gesture gesture = {});
    void setStrengthAt(DeltaId id, const QList<int> &modules, double strength, Gesture gesture = {});
    void toggleSolo(DeltaId id);
    /// Plugs in what a column stands for.
    void plugIn(int columnKey);

    /// Each returns the key of the new column; it goes behind the others.
    int addColumn(const QString &name, const Mix &mix);
    int addColumn(ColumnKind kind);
    int addColumn(const session::ServedSpec &served);
    void removeColumn(int key);
    void moveColumn(int key, int position);
    /// Others are compared with this one; -1: with the backbone again.
    void setBaseline(int key);
    void renameColumn(int key, const QString &name);
    void setColumnMix(int key, const Mix &mix);

    /// Adds inputs behind the others; returns the first one's key.
    int addInputs(const QList<Input> &inputs);
    void removeInput(int key);
    void setRule(int key, const InputRule &rule);
    /// A rule in front of one that takes all that is left, else behind the others; its key.
    int addRule(session::Rule rule);
    /// The rule with its key is this now, in its place.
    void changeRule(const session::Rule &rule, Gesture gesture = {});
    void moveRule(int key, int position);
    void removeRule(int key);
    /// What is done without rules is said by rules, which can be changed then.
    void writeUsualRules();
    void setInput(int key, const Input &input, Gesture gesture = {});
    /// The conversation goes on: `answer` is what the assistant said, and the user's next turn waits for words.
    void goOn(int inputKey, const std::string &answer);
    void setRun(const RunSettings &run, Gesture gesture = {});
    /// Which labelled lines are evaluated.
    void setLabelled(const session::LabelledLines &lines);
    /// What is right for the input, as typed; empty: not said.
    void setExpected(int key, const QString &expected);
    /// Inputs of a file, with what is right for them where it says so, behind the others; the key of the first.
    int addLines(const std::vector<DataLine> &lines);
    /// An input with what is right for it, behind the others, unless there is one like it; its key.
    int bringInput(const Input &input, const QString &expected);

Q_SIGNALS:
    void networkChanged();
    void deltasChanged(); ///< which there are, their order and names
    void mixChanged(); ///< what is attached, how strongly, solo
    void columnsChanged(); ///< which there are, their order, names and mixes
    void inputsChanged();
    void presetsChanged();
    void rulesChanged(); ///< which there are, their order and what they say
    void runChanged(); ///< how answers are computed
    void labelledChanged(); ///< which labelled lines are evaluated
    void engineTold(); ///< after a while of isEngineTold() being false
    void inserted(DeltaId id); ///< a delta that was asked for is there
    void addingFailed(bridge::Ticket ticket, const Error &error); ///< before it ended
    void addingEnded(bridge::Ticket ticket); ///< it is there, or failed, or was cancelled
    void loaded(); ///< no delta loads any more

private:
    friend class EditCommand;
    struct Adding {
        DeltaRequest request;
        DeltaSetting setting;
        DeltaId waiting = -1; ///< the delta in the rack that it is for; -1: none yet
        int attempt = 0; ///< which of the engine's answers it waits for
    };

    void play(const session::Edits &edits);
    bool isSameAfter(const session::Edits &backward, const session::Edits &forward);
    session::Edit current(session::Edit edit) const;
    void tell(const session::Changes &changes);
    void load(const SessionDelta &delta);
    void ask(bridge::Ticket ticket, Adding adding);
    void settle(const QMap<bridge::Ticket, Adding> &unfinished, Unfinished how);
    bool isWaiting(bridge::Ticket ticket, int attempt) const;
    void take(bridge::Ticket ticket, DeltaInfo info);
    void failAdding(bridge::Ticket ticket, const Error &error);
    void insert(const Adding &adding, DeltaInfo info);
    void endAdding(bridge::Ticket ticket);
    void setAttachedAt(DeltaId id, const QList<int> &modules, session::Switch to);
    int append(BenchColumn column);
    int append(std::vector<BenchInput> inputs);
    const session::Preset *presetWith(int key) const;
    void syncEngine();
    QString nameOf(DeltaId id) const;

    bridge::Workspace &m_workspace;
    std::shared_ptr<const NetworkInfo> m_network;
    SessionState m_state;
    QUndoStack m_stack;
    std::function<void(const session::Edits &, const SessionState &)> m_journal;
    EngineList m_engine;
    QMap<bridge::Ticket, Adding> m_adding;
    bridge::Ticket m_lastAdding = 0;
    int m_lastAttempt = 0;
    /// Deltas that came for ones that waited: steps of undo may still speak of those.
    std::map<DeltaId, DeltaId> m_arrived;
    std::map<DeltaId, std::shared_ptr<const DeltaInfo>> m_facts; ///< of the ones that came
    bool m_isEngineTold = true;
    int m_lastKey = 0;
};

} // namespace deltascope::items
