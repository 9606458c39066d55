#include "engine/local/heads.h"

#include <algorithm>

namespace deltascope {

namespace {

std::string joined(const std::vector<const DeltaInfo *> &deltas)
{
    std::string text;
    for (const DeltaInfo *delta : deltas)
        text += (text.empty() ? "" : ", ") + delta->name;
    return text;
}

/// Names of a head's labels, where the delta says none.
std::vector<std::string> numbered(int count)
{
    std::vector<std::string> labels;
    for (int i = 0; i < count; ++i)
        labels.push_back("LABEL_" + std::to_string(i));
    return labels;
}

} // namespace

ColumnHeads::ColumnHeads(const Session &session, const std::vector<Column> &columns)
    : m_session(session)
{
    for (const Column &column : columns)
        m_columns.push_back(decide(column));
}

ColumnHeads::OfColumn ColumnHeads::decide(const Column &column) const
{
    OfColumn result;
    result.name = column.name;
    result.kind = m_session.info.head;
    result.reading = {m_session.facts.problem, m_session.info.labels};
    for (const LoadedDelta &delta : m_session.deltas) {
        const DeltaSetting *setting = column.mix.find(delta.info.id);
        if (!setting || !setting->attached || setting->strength == 0 || !delta.info.head)
            continue;
        const DeltaHead &head = *delta.info.head;
        result.bringing.push_back(&delta.info);
        result.isScaled = result.isScaled || setting->strength != 1;
        if (delta.head) {
            result.own = delta.head.get();
            result.kind = delta.head->kind();
            const auto problem = delta.head->isMultiLabel() ? RunFacts::Problem::MultiLabel
                                 : head.outputs == 1        ? RunFacts::Problem::Regression
                                                            : RunFacts::Problem::SingleLabel;
            result.reading = {problem, head.labels.empty() ? numbered(head.outputs) : head.labels};
            result.hasOwnLabels = true;
        } else if (!result.own && head.labels.size() == result.reading.labels.size()
                   && head.labels != result.reading.labels && head.labels != numbered(head.outputs)) {
            result.reading.labels = head.labels;
            result.hasOwnLabels = true;
        }
    }
    return result;
}

bool ColumnHeads::needHidden() const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [](const OfColumn &column) { return column.own; });
}

Task ColumnHeads::defaultTask() const
{
    if (m_columns.empty())
        return deltascope::defaultTask(m_session.info.head);
    const OfColumn &first = m_columns.front();
    for (const OfColumn &column : m_columns)
        if (deltascope::defaultTask(column.kind) != deltascope::defaultTask(first.kind))
            throw Failure(Error{"column " + column.name,
                                "expected a head of the same task in every column, found "
                                    + std::string(wordOf(column.kind)) + " beside " + std::string(wordOf(first.kind))
                                    + " of column " + first.name,
                                "--head opens the backbone with another head, --task logits shows the plain numbers",
                                {}});
    return deltascope::defaultTask(first.kind);
}

void ColumnHeads::expectFit(Task task) const
{
    for (const OfColumn &column : m_columns) {
        if (column.own && task == Task::Generate)
            throw Failure("column " + column.name,
                          "expected the backbone's head to generate with, found the delta's own, "
                          "which answers with logits (--task logits)");
        if (task != Task::Logits && task != deltascope::defaultTask(column.kind))
            throw Failure(m_session.info.model,
                          "the task does not fit the head of "
                              + (column.own ? "column " + column.name : m_session.info.architecture)
                              + "; open it with another --head, or leave --task out");
    }
}

std::vector<std::string> ColumnHeads::notes(int index) const
{
    const OfColumn &column = m_columns[index];
    std::vector<std::string> notes;
    if (column.own) {
        if (column.bringing.size() > 1)
            notes.push_back(joined(column.bringing) + " bring a head each; the one of " + column.bringing.back()->name
                            + ", inserted last, answers");
        if (column.isScaled)
            notes.push_back("the delta's own head answers whole, whatever the strength");
        return notes;
    }
    const bool isLast = !column.bringing.empty() && column.bringing.back()->library == "adapterhub";
    if (column.bringing.size() > 1)
        notes.push_back(joined(column.bringing) + " bring values for the head each; "
                        + (isLast ? "those inserted last count"
                                  : "their differences from the backbone's add up, which no library does"));
    if (column.isScaled)
        notes.push_back("at a strength s the saved head is (1 - s) times the backbone's plus s times its own");
    return notes;
}

BaseOutput::BaseOutput(const Session &session, nn::Observer *next)
    : m_session(session)
    , m_next(next)
{
    const std::string base = session.family ? std::string(session.family->basePrefix) : std::string();
    const bool isBare = session.info.head == HeadKind::None;
    const auto named = [&](const std::string &name) -> const nn::Block * {
        for (std::size_t i = 0; i < session.info.modules.size(); ++i)
            if (session.info.modules[i].name == name)
                return session.blocks[i];
        return nullptr;
    };
    m_base = isBare ? session.blocks.front() : named(base);
    if (!m_base) // an encoder-decoder whose parts lie at the root
        m_base = named("decoder");
}

void BaseOutput::saw(const nn::Block &block, const nn::Act &y)
{
    if (&block == m_base)
        m_value = y;
    if (m_next)
        m_next->saw(block, y);
}

const nn::Act &BaseOutput::value() const
{
    if (!m_value)
        throw Failure(m_session.info.model,
                      "expected a base model whose hidden state a delta's head can read, found none in "
                          + m_session.info.architecture);
    return *m_value;
}

} // namespace deltascope
