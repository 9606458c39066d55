// The session's columns and inputs.
#include "items/session.h"

#include <algorithm>

namespace deltascope::items {

namespace {

template<class List>
int indexOfKey(const List &list, int key)
{
    const auto found = std::find_if(list.begin(), list.end(), [key](const auto &item) { return item.key == key; });
    return found == list.end() ? -1 : int(found - list.begin());
}

} // namespace

int Session::addColumn(const QString &name, const Mix &mix) { return append({0, ColumnKind::Fixed, name, mix}); }

int Session::addColumn(ColumnKind kind) { return append({0, kind, {}, {}}); }

int Session::append(BenchColumn column)
{
    SessionState next = m_state;
    column.key = ++m_lastKey;
    next.columns.append(column);
    change(tr("add column"), next);
    return m_lastKey;
}

void Session::removeColumn(int key)
{
    SessionState next = m_state;
    next.columns.removeIf([key](const BenchColumn &column) { return column.key == key; });
    change(tr("remove column"), next);
}

void Session::moveColumn(int key, int position)
{
    SessionState next = m_state;
    const int index = indexOfKey(next.columns, key);
    if (index < 0)
        return;
    next.columns.move(index, std::clamp(position, 0, int(next.columns.size()) - 1));
    change(tr("reorder columns"), next);
}

void Session::renameColumn(int key, const QString &name)
{
    SessionState next = m_state;
    if (const int index = indexOfKey(next.columns, key); index >= 0)
        next.columns[index].name = name;
    change(tr("rename column"), next);
}

void Session::setColumnMix(int key, const Mix &mix)
{
    SessionState next = m_state;
    if (const int index = indexOfKey(next.columns, key); index >= 0) {
        next.columns[index].kind = ColumnKind::Fixed;
        next.columns[index].mix = mix;
    }
    change(tr("change column"), next);
}

int Session::addInputs(const QList<Input> &inputs)
{
    SessionState next = m_state;
    const int first = m_lastKey + 1;
    for (const Input &input : inputs)
        next.inputs.append({++m_lastKey, input, {}});
    change(inputs.size() == 1 ? tr("add input") : tr("add %1 inputs").arg(inputs.size()), next);
    return first;
}

void Session::removeInput(int key)
{
    SessionState next = m_state;
    next.inputs.removeIf([key](const BenchInput &input) { return input.key == key; });
    change(tr("remove input"), next);
}

void Session::setInput(int key, const Input &input, Gesture gesture)
{
    SessionState next = m_state;
    if (const int index = indexOfKey(next.inputs, key); index >= 0)
        next.inputs[index].input = input;
    change(tr("edit input"), next, {MergeKey::What::Input, key, 0, gesture});
}

void Session::setRule(int key, const InputRule &rule)
{
    SessionState next = m_state;
    if (const int index = indexOfKey(next.inputs, key); index >= 0)
        next.inputs[index].rule = rule;
    change(tr("change rule"), next);
}

} // namespace deltascope::items
