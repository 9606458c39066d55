#include "items/session.h"

#include "files/conversation.h"
#include "items/editcommand.h"

#include <utility>

namespace deltascope::items {

using session::Edits;

namespace {

/// Keys that no column, input or preset had before: what was shown under old ones is not theirs.
SessionState withKeysAfter(int &last, SessionState state)
{
    std::map<int, int> columns;
    for (BenchColumn &column : state.columns)
        column.key = columns[column.key] = ++last;
    const auto renamed = [&columns](int key) {
        const auto found = columns.find(key);
        return found == columns.end() ? std::nullopt : std::optional(found->second);
    };
    for (BenchInput &input : state.inputs) {
        input.key = ++last;
        if (input.input.messages)
            input.input.messages = files::withColumns(*input.input.messages, renamed);
    }
    for (session::Preset &preset : state.presets)
        preset.key = ++last;
    for (session::Rule &rule : state.rules)
        rule.key = ++last;
    return state;
}

} // namespace

Gesture Gesture::begin()
{
    static int last = 0;
    return {++last};
}

Session::Session(bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_engine(workspace)
{
    m_stack.setUndoLimit(500);
}

void Session::setJournal(std::function<void(const Edits &, const SessionState &)> journal)
{
    m_journal = std::move(journal);
}

void Session::setNetwork(NetworkInfo network)
{
    SessionState next;
    next.inputs = m_state.inputs;
    next.run = m_state.run;
    next.labelled = m_state.labelled;
    next.columns = {{0, ColumnKind::AsAttached, {}, {}}, {0, ColumnKind::Fixed, {}, {}}};
    open(std::move(network), std::move(next));
}

void Session::open(NetworkInfo network, SessionState state, Unfinished unfinished)
{
    const auto adding = std::exchange(m_adding, {});
    m_stack.clear();
    m_engine.clear();
    m_arrived.clear();
    m_facts.clear();
    m_isEngineTold = true;
    m_network = std::make_shared<const NetworkInfo>(std::move(network));
    m_state = withKeysAfter(m_lastKey, std::move(state));
    applyRules(m_state); // inputs may come from another session
    Q_EMIT networkChanged();
    for (const SessionDelta &delta : m_state.deltas)
        load(delta);
    settle(adding, unfinished);
    tell({true, true, true, true, true, true, true, true});
}

void Session::edit(const QString &text, Edits edits, Gesture gesture)
{
    Edits back = inverse(m_state, edits);
    if (!isSameAfter(edits, back))
        m_stack.push(new EditCommand(*this, text, std::move(edits), std::move(back), gesture));
}

/// Whether edits change nothing; `back` are those that take them back.
bool Session::isSameAfter(const Edits &edits, const Edits &back)
{
    const auto made = [this](Edits step) {
        for (session::Edit &edit : step)
            edit = current(std::move(edit));
        return perform(m_state, step);
    };
    const bool isSame = !made(edits).any();
    made(back);
    return isSame;
}

/// The edit with the ids that deltas have now, which may have come since it was made.
session::Edit Session::current(session::Edit edit) const
{
    if (m_arrived.empty())
        return edit;
    edit = withIds(std::move(edit), m_arrived);
    if (auto *added = std::get_if<session::AddDelta>(&edit))
        if (const auto facts = m_facts.find(added->delta.setting.id); facts != m_facts.end()) {
            DeltaInfo info = *facts->second;
            info.name = added->delta.name();
            added->delta.info = std::make_shared<const DeltaInfo>(std::move(info));
            added->delta.problem.clear();
        }
    return edit;
}

void Session::play(const Edits &edits)
{
    Edits step = edits;
    for (session::Edit &edit : step)
        edit = current(std::move(edit));
    if (m_journal)
        m_journal(step, m_state);
    tell(perform(m_state, step));
}

void Session::tell(const session::Changes &changes)
{
    if (changes.deltas)
        syncEngine();
    if (changes.deltas)
        Q_EMIT deltasChanged();
    if (changes.mix)
        Q_EMIT mixChanged();
    if (changes.columns)
        Q_EMIT columnsChanged();
    if (changes.inputs)
        Q_EMIT inputsChanged();
    if (changes.presets)
        Q_EMIT presetsChanged();
    if (changes.rules)
        Q_EMIT rulesChanged();
    if (changes.run)
        Q_EMIT runChanged();
    if (changes.labelled)
        Q_EMIT labelledChanged();
}

/// Waits while a delta loads: until its place in the engine's list is known, no order of the others can be right.
void Session::syncEngine()
{
    const bool wasTold = std::exchange(m_isEngineTold, m_adding.isEmpty() || m_engine.isLike(m_state.deltas));
    if (!m_isEngineTold)
        return;
    m_engine.follow(m_state.deltas);
    if (!wasTold)
        Q_EMIT engineTold();
}

QString Session::nameOf(DeltaId id) const
{
    const SessionDelta *delta = m_state.find(id);
    return delta ? QString::fromStdString(delta->name()) : QString();
}

} // namespace deltascope::items
