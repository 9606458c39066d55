#pragma once

#include "engine/local/runner.h"

#include <string>
#include <vector>

namespace deltascope {

/// How the numbers of a head are read.
struct HeadReading {
    RunFacts::Problem problem = RunFacts::Problem::SingleLabel;
    std::vector<std::string> labels; ///< by index
};

/// Which head answers in each column: the backbone's, with the values that deltas bring for it, or the own one of the
/// delta inserted last.
class ColumnHeads {
public:
    ColumnHeads(const Session &session, const std::vector<Column> &columns);

    /// True if any column is answered by a delta's own head, which reads the base model's last hidden state.
    bool needHidden() const;
    /// Null: the backbone's.
    const nn::OwnHead *own(int column) const { return m_columns[column].own; }
    HeadKind kind(int column) const { return m_columns[column].kind; }
    const HeadReading &reading(int column) const { return m_columns[column].reading; }
    bool hasOwnLabels(int column) const { return m_columns[column].hasOwnLabels; }
    /// The task of a run that leaves it to the heads. Throws Failure if columns have heads of different tasks.
    Task defaultTask() const;
    /// Throws Failure for a task that a column's head has no answer to.
    void expectFit(Task task) const;
    /// What strength does to saved heads and what several of them do together, where it happens.
    std::vector<std::string> notes(int column) const;

private:
    struct OfColumn {
        std::string name;
        HeadKind kind = HeadKind::None;
        const nn::OwnHead *own = nullptr;
        HeadReading reading;
        bool hasOwnLabels = false;
        std::vector<const DeltaInfo *> bringing; ///< attached deltas with a head, in order of insertion
        bool isScaled = false; ///< one of them at another strength than 1
    };
    OfColumn decide(const Column &column) const;

    const Session &m_session;
    std::vector<OfColumn> m_columns;
};

/// Keeps the last hidden state of the base model of a pass.
class BaseOutput final : public nn::Observer {
public:
    /// `next` sees every block too; may be null.
    BaseOutput(const Session &session, nn::Observer *next);
    void saw(const nn::Block &block, const nn::Act &y) override;
    /// Throws Failure if the model has no such place.
    const nn::Act &value() const;

private:
    const Session &m_session;
    nn::Observer *m_next;
    const nn::Block *m_base;
    std::optional<nn::Act> m_value;
};

} // namespace deltascope
