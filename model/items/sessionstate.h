#pragma once

#include "core/describe.h"
#include "core/mix.h"
#include "core/run.h"

#include <QList>
#include <QString>

#include <memory>

namespace deltascope::items {

/// A delta in the rack: what it is, its place among the delta colours and marks, and how it is plugged in.
struct SessionDelta {
    std::shared_ptr<const DeltaInfo> info;
    int series = 0;
    DeltaSetting setting;
    bool operator==(const SessionDelta &) const = default;
};

/// ByRule: every input with the delta that its rule picks.
enum class ColumnKind { AsAttached, Fixed, ByRule };

/// Which delta the rule picks for an input: the one named after its language, a certain one, or none.
enum class RuleKind { ByLanguage, Chosen, None };
struct InputRule {
    RuleKind kind = RuleKind::ByLanguage;
    DeltaId delta = -1; ///< the chosen one
    bool operator==(const InputRule &) const = default;
};

/// A column of the comparison. `key` names it for as long as it exists, through every undo.
struct BenchColumn {
    int key = 0;
    ColumnKind kind = ColumnKind::Fixed;
    QString name; ///< empty: named after its deltas
    Mix mix; ///< of a fixed column
    bool operator==(const BenchColumn &) const = default;
};

struct BenchInput {
    int key = 0;
    Input input;
    InputRule rule = {};
    bool operator==(const BenchInput &) const = default;
};

/// All that the user can change and take back; a plain value. Copies share what they have in common.
struct SessionState {
    QList<SessionDelta> deltas; ///< in order of insertion
    DeltaId solo = -1; ///< the only one heard, whatever the switches say; -1: none
    QList<BenchColumn> columns;
    QList<BenchInput> inputs;

    bool operator==(const SessionState &) const = default;

    int indexOf(DeltaId id) const;
    const SessionDelta *find(DeltaId id) const;
    const BenchColumn *column(int key) const;
    const BenchInput *input(int key) const;
    /// The place of a fixed column among the fixed ones, from 1: the number of its key; 0 for the others.
    int presetOf(int columnKey) const;

    /// What is plugged in now, solo included.
    Mix liveMix() const;
    /// What a column stands for: only deltas that are there and do something, in order of insertion. Two columns with
    /// equal results compare equal. Empty for a column that goes by rule.
    Mix mixOf(const BenchColumn &column) const;
    /// The same for one input, which matters to columns that go by rule.
    Mix mixOf(const BenchColumn &column, const BenchInput &input) const;
    /// The delta that the input's rule picks; null for none.
    const SessionDelta *ruled(const BenchInput &input) const;
    /// `name`, or for an unnamed column the names of its deltas: "en + titles*0.5", "Backbone", "Nothing".
    QString titleOf(const BenchColumn &column) const;
    /// `wanted`, or with a number after it the first that no delta but `except` bears and that is not in `promised`.
    QString freeName(const QString &wanted, DeltaId except = -1, const QStringList &promised = {}) const;
};

/// Whether a setting is attached anywhere.
bool isHeard(const DeltaSetting &setting);
/// The setting of a delta that is heard by itself: as it is plugged in, or attached everywhere if it is not.
DeltaSetting alone(DeltaSetting setting);
/// Without site settings that repeat the delta's own.
DeltaSetting tidied(DeltaSetting setting);

} // namespace deltascope::items
