// The session's columns and inputs.
#include "files/conversation.h"
#include "items/labelleddata.h"
#include "items/session.h"

#include <limits>

namespace deltascope::items {

namespace {

constexpr int behindAll = std::numeric_limits<int>::max();

template<class List, class Item>
int placeOf(const List &list, const Item *item)
{
    return int(item - list.data());
}

} // namespace

int Session::addColumn(const QString &name, const Mix &mix)
{
    return append({0, ColumnKind::Fixed, name.toStdString(), mix});
}

int Session::addColumn(ColumnKind kind) { return append({0, kind, {}, {}}); }

int Session::addColumn(const ServedSpec &served) { return append({0, ColumnKind::Served, {}, {}, false, served}); }

int Session::append(BenchColumn column)
{
    column.key = ++m_lastKey;
    edit(tr("add column"), {session::PutColumn{std::move(column), behindAll}});
    return m_lastKey;
}

void Session::removeColumn(int key) { edit(tr("remove column"), {session::RemoveColumn{key}}); }

void Session::moveColumn(int key, int position)
{
    if (const BenchColumn *column = m_state.column(key))
        edit(tr("reorder columns"), {session::PutColumn{*column, position}});
}

void Session::renameColumn(int key, const QString &name)
{
    const BenchColumn *column = m_state.column(key);
    if (!column)
        return;
    BenchColumn next = *column;
    next.name = name.toStdString();
    edit(tr("rename column"), {session::PutColumn{std::move(next), placeOf(m_state.columns, column)}});
}

void Session::setBaseline(int key)
{
    session::Edits edits;
    for (const BenchColumn &column : m_state.columns) {
        BenchColumn next = column;
        next.isBaseline = column.key == key;
        if (next.isBaseline != column.isBaseline)
            edits.push_back(session::PutColumn{std::move(next), placeOf(m_state.columns, &column)});
    }
    edit(tr("baseline"), std::move(edits));
}

void Session::setColumnMix(int key, const Mix &mix)
{
    const BenchColumn *column = m_state.column(key);
    if (!column)
        return;
    edit(tr("change column"),
         {session::PutColumn{{key, ColumnKind::Fixed, column->name, mix}, placeOf(m_state.columns, column)}});
}

int Session::addInputs(const QList<Input> &inputs)
{
    std::vector<BenchInput> all;
    for (const Input &input : inputs)
        all.push_back({0, input, {}, {}});
    return append(std::move(all));
}

int Session::addLines(const std::vector<DataLine> &lines)
{
    const std::vector<std::string> labels = m_network ? m_network->labels : std::vector<std::string>();
    std::vector<BenchInput> all;
    for (const DataLine &line : lines)
        all.push_back({0, line.input, {}, {}, expectedText(line, labels).toStdString()});
    return append(std::move(all));
}

/// Behind the others, as one step; the key of the first.
int Session::append(std::vector<BenchInput> inputs)
{
    session::Edits edits;
    const int first = m_lastKey + 1;
    const auto count = inputs.size();
    for (BenchInput &input : inputs) {
        input.key = ++m_lastKey;
        edits.push_back(session::PutInput{std::move(input), behindAll});
    }
    edit(count == 1 ? tr("add input") : tr("add %1 inputs").arg(count), std::move(edits));
    return first;
}

void Session::removeInput(int key) { edit(tr("remove input"), {session::RemoveInput{key}}); }

void Session::setInput(int key, const Input &input, Gesture gesture)
{
    const BenchInput *known = m_state.input(key);
    if (!known)
        return;
    BenchInput next = *known;
    next.input = input;
    edit(tr("edit input"), {session::PutInput{std::move(next), placeOf(m_state.inputs, known)}}, gesture);
}

void Session::setLabelled(const session::LabelledLines &lines)
{
    edit(tr("choose labelled lines"), {session::SetLabelled{lines}});
}

void Session::setExpected(int key, const QString &expected)
{
    const BenchInput *known = m_state.input(key);
    if (!known)
        return;
    BenchInput next = *known;
    next.expected = expected.trimmed().toStdString();
    edit(tr("expected answer"), {session::PutInput{std::move(next), placeOf(m_state.inputs, known)}});
}

int Session::bringInput(const Input &input, const QString &expected)
{
    for (const BenchInput &known : m_state.inputs)
        if (known.input == input)
            return known.key;
    edit(tr("add input"), {session::PutInput{{++m_lastKey, input, {}, {}, expected.toStdString()}, behindAll}});
    return m_lastKey;
}

void Session::setRule(int key, const InputRule &rule) { edit(tr("change rule"), {session::SetRule{key, rule}}); }

void Session::goOn(int inputKey, const std::string &answer)
{
    const BenchInput *known = m_state.input(inputKey);
    if (!known || !known->input.messages)
        return;
    constexpr std::size_t behind = std::numeric_limits<std::size_t>::max();
    BenchInput next = *known;
    next.input.messages = files::withTurn(*next.input.messages, behind, {"assistant", answer});
    next.input.messages = files::withTurn(*next.input.messages, behind, {"user", {}});
    edit(tr("go on with an answer"), {session::PutInput{std::move(next), placeOf(m_state.inputs, known)}});
}

void Session::setRun(const RunSettings &run, Gesture gesture)
{
    const bool isView = run.view != m_state.run.view;
    edit(isView ? tr("what cells show") : tr("how texts are generated"), {session::SetRun{run}}, gesture);
}

} // namespace deltascope::items
