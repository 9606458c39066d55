#pragma once

#include "bridge/workspace.h"
#include "items/sessionstate.h"

#include <QHash>
#include <QObject>
#include <QUndoStack>

#include <memory>

namespace deltascope::items {

/// Names one gesture of the user (a drag, typing in one field): the edits of a gesture are one step of undo.
struct Gesture {
    int number = 0; ///< 0: a step of its own
    static Gesture begin();
    bool operator==(const Gesture &) const = default;
};

/// Edits of one gesture to the same thing become one step of undo.
struct MergeKey {
    enum class What { Nothing, Strength, SiteStrength, Input };
    What what = What::Nothing;
    int target = 0, module = 0;
    Gesture gesture = {};
    bool operator==(const MergeKey &) const = default;
};

/// The live session: an open network and the state that the user edits. Every edit is one undo command; undo and redo
/// lead back to the very same value. Edits of the list of deltas are passed on to the engine.
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

    /// A new network: deltas and their columns go, inputs stay. Cannot be undone.
    void setNetwork(NetworkInfo network);
    /// Columns and inputs as remembered; no step of undo.
    void setBench(const QList<BenchColumn> &columns, const QList<Input> &inputs);

    /// Loads a delta; once the engine has it, it stands last in the rack, plugged in as `setting` says.
    bridge::Ticket add(const DeltaRequest &request, DeltaSetting setting);
    /// `wanted`, or with a number after it the first that no delta bears and none that is being added asks for.
    QString freeName(const QString &wanted) const;
    void remove(DeltaId id);
    void move(DeltaId id, int position);
    void rename(DeltaId id, const QString &name);

    void attach(DeltaId id);
    void detach(DeltaId id);
    void toggle(DeltaId id);
    void attachAt(DeltaId id, const QList<int> &modules);
    void detachAt(DeltaId id, const QList<int> &modules);
    void setStrength(DeltaId id, double strength, Gesture gesture = {});
    void setStrengthAt(DeltaId id, int module, double strength, Gesture gesture = {});
    void toggleSolo(DeltaId id);
    /// Plugs in what a column stands for.
    void plugIn(int columnKey);

    /// Each returns the key of the new column; it goes behind the others.
    int addColumn(const QString &name, const Mix &mix);
    int addColumn(ColumnKind kind);
    void removeColumn(int key);
    void moveColumn(int key, int position);
    void renameColumn(int key, const QString &name);
    void setColumnMix(int key, const Mix &mix);

    /// Adds inputs behind the others; returns the first one's key.
    int addInputs(const QList<Input> &inputs);
    void removeInput(int key);
    void setRule(int key, const InputRule &rule);
    void setInput(int key, const Input &input, Gesture gesture = {});

Q_SIGNALS:
    void networkChanged();
    void deltasChanged(); ///< which there are, their order and names
    void mixChanged(); ///< what is attached, how strongly, solo
    void columnsChanged(); ///< which there are, their order, names and mixes
    void inputsChanged();
    void engineTold(); ///< after a while of isEngineTold() being false
    void inserted(DeltaId id); ///< a delta that was asked for is there
    void addingFailed(bridge::Ticket ticket, const Error &error); ///< before it ended
    void addingEnded(bridge::Ticket ticket); ///< it is there, or failed, or was cancelled

private:
    friend class SessionCommand;
    void change(const QString &text, SessionState next, MergeKey key = {});
    void changeDelta(const QString &text, DeltaId id, const DeltaSetting &setting, MergeKey key = {});
    void setAttachedAt(DeltaId id, const QList<int> &modules, bool isAttached);
    int append(BenchColumn column);
    void insert(const DeltaInfo &delta, DeltaSetting setting);
    void take(bridge::Ticket ticket, const DeltaInfo &delta);
    void failAdding(bridge::Ticket ticket, const Error &error);
    void endAdding(bridge::Ticket ticket);
    void show(const SessionState &state);
    void syncEngine();
    QString nameOf(DeltaId id) const;

    bridge::Workspace &m_workspace;
    std::shared_ptr<const NetworkInfo> m_network;
    SessionState m_state;
    QUndoStack m_stack;
    QList<SessionDelta> m_posted; ///< the deltas as the engine has them once it has done all it was told
    struct Adding {
        QString name;
        DeltaSetting setting;
    };
    QHash<bridge::Ticket, Adding> m_adding;
    bridge::Ticket m_lastAdding = 0;
    bool m_isEngineTold = true;
    int m_lastKey = 0;
};

} // namespace deltascope::items
