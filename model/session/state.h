#pragma once

#include "core/expectation.h"
#include "core/mix.h"
#include "core/requests.h"
#include "core/served.h"
#include "session/rule.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace deltascope::session {

/// A delta in the rack. One that the engine does not have (it loads, or its folder is gone) holds its place with an id
/// below -1: it is part of no run, and everything that names it waits.
struct RackDelta {
    DeltaRequest request; ///< how to load it again
    std::shared_ptr<const DeltaInfo> info; ///< never null; of one that is not there the name only
    int series = 0; ///< its place among the delta colours and marks
    DeltaSetting setting;
    std::string problem; ///< why it is not there, in words; empty: it is, or loads
    std::string group = {}; ///< that the rack shows it in; empty: none

    const std::string &name() const { return info->name; }
    bool isThere() const { return setting.id >= 0; }
    /// The engine's facts follow from the id; only the name among them is the user's.
    bool operator==(const RackDelta &other) const
    {
        return request == other.request && name() == other.name() && series == other.series && group == other.group
               && setting == other.setting && problem == other.problem;
    }
};

/// The id of the n-th delta that waits.
constexpr DeltaId waitingId(int n) { return -2 - n; }
/// A delta that is not there yet.
RackDelta waitingDelta(DeltaRequest request, int series, DeltaSetting setting);

enum class Switch { Off, On };

/// ByRule: every input under the configuration that the rules pick for it. Served: as `served` says.
enum class ColumnKind { AsAttached, Fixed, ByRule, Served };

/// What a column that runs on a server asks there.
struct ServedSpec {
    std::string server; ///< its name; where it answers is no matter of the session
    std::vector<AdapterShare> adapters; ///< by names of deltas in the rack, else of the server's; none: the backbone
    bool operator==(const ServedSpec &) const = default;
};

/// What decides for an input: the session's rules, or its own choice of a certain delta or of none.
enum class RuleKind { ByRules, Chosen, None };
struct InputRule {
    RuleKind kind = RuleKind::ByRules;
    DeltaId delta = -1; ///< the chosen one
    bool operator==(const InputRule &) const = default;
};

/// A column of the comparison. `key` names it for as long as it exists, through every undo.
struct BenchColumn {
    int key = 0;
    ColumnKind kind = ColumnKind::Fixed;
    std::string name; ///< empty: named after its deltas
    Mix mix; ///< of a fixed column
    bool isBaseline = false; ///< chosen as the one that others are compared with
    ServedSpec served = {}; ///< of a served column
    bool operator==(const BenchColumn &) const = default;
};

struct BenchInput {
    int key = 0;
    Input input;
    InputRule rule = {};
    std::string language; ///< of its text, told once when the text changes; perform() keeps it
    std::string expected = {}; ///< what is right for it, as typed: a label's name or index, a number, a text
    std::vector<Expectation> expectations = {}; ///< what its answers must be, or a configuration has become worse
    int taken = -1; ///< the place of the rule that takes its text; -1: none does. perform() keeps it
    bool operator==(const BenchInput &) const = default;
};

/// Whether the local model computes it.
inline bool runsHere(const BenchColumn &column) { return column.kind != ColumnKind::Served; }

/// A setting of the whole rack under a name.
struct Preset {
    int key = 0;
    std::string name;
    Mix mix;
    bool operator==(const Preset &) const = default;
};

/// What the cells of a language model show: its answers, or how probable the inputs are, token by token, alone or
/// against the first column.
enum class CellView { Answers, LogProbability, Difference };

/// How texts are generated until the user says otherwise: greedily, and short enough to follow a typing hand.
inline GenerationSettings usualGeneration()
{
    GenerationSettings usual;
    usual.maxNewTokens = 24;
    return usual;
}

/// How answers are computed and shown.
struct RunSettings {
    GenerationSettings generation = usualGeneration();
    int samples = 1; ///< answers of a cell where they are drawn, with the seeds from generation.seed on
    CellView view = CellView::Answers;
    bool operator==(const RunSettings &) const = default;

    /// Whether answers are drawn, or may be, since the model's file is to say.
    bool draws() const
    {
        return generation.samples.value_or(generation.basis == GenerationSettings::Basis::AsConfigured);
    }
    int answers() const { return draws() ? samples : 1; } ///< of a cell
};

/// Which labelled lines are evaluated.
struct LabelledLines {
    enum class From { Nowhere, Inputs, File } from = From::Nowhere;
    std::string path; ///< of the file
    bool operator==(const LabelledLines &) const = default;
};

/// What the rules pick for an input.
struct Pick {
    Mix mix; ///< of deltas in the rack, those that wait included
    std::vector<std::string> gone = {}; ///< names of deltas that the rack does not have
};

/// All that the user can change and take back; a plain value, changed by perform() (edit.h) alone.
struct State {
    std::vector<RackDelta> deltas; ///< in order of insertion, names differ
    DeltaId solo = -1; ///< the only one heard, whatever the switches say; -1: none
    std::vector<BenchColumn> columns;
    std::vector<BenchInput> inputs;
    std::vector<Preset> presets;
    std::vector<Rule> rules; ///< the first that holds counts; while there are none, see usualRules()
    RunSettings run;
    LabelledLines labelled;
    bool operator==(const State &) const = default;

    int indexOf(DeltaId id) const;
    const RackDelta *find(DeltaId id) const;
    const RackDelta *named(const std::string &name) const;
    const BenchColumn *column(int key) const;
    const BenchInput *input(int key) const;

    /// The place of a fixed column among the fixed ones, from 1: the number of its key; 0 for the others.
    int presetOf(int columnKey) const;
    /// What is plugged in now, solo included, of the deltas that are there.
    Mix liveMix() const;
    /// What a column stands for here: only deltas that are there and do something, in order of insertion. Two columns
    /// with equal results compare equal. Empty for a column that goes by rule, or runs on a server.
    Mix mixOf(const BenchColumn &column) const;
    /// The same for one input, which matters to columns that go by rule.
    Mix mixOf(const BenchColumn &column, const BenchInput &input) const;
    /// The deltas a column needs that are not there: while there are such, it stands for nothing that could run.
    std::vector<const RackDelta *> lacking(const BenchColumn &column) const;
    /// The names of those that it needs for an input.
    std::vector<std::string> lacking(const BenchColumn &column, const BenchInput &input) const;
    /// What columns that go by rule plug in for an input: what it chose itself, else what the rules say.
    Pick pickFor(const BenchInput &input) const;
    /// What a rule stands for.
    Pick pickOf(const Rule &rule) const;
    const Rule *rule(int key) const;
    /// The session's rule that decides for an input; null where there is none, or the input chose itself.
    const Rule *deciding(const BenchInput &input) const;
    /// `wanted`, or with a number after it the first that no delta but `except` bears and that is not in `promised`.
    std::string freeName(const std::string &wanted, DeltaId except = -1,
                         std::span<const std::string> promised = {}) const;
    /// The first place among the colours that no delta has.
    int freeSeries() const;
};

/// The state as it can be kept when the engine's ids mean nothing any more: every delta waits.
State unloaded(State state);
/// The setting of a delta that is heard by itself: as it is plugged in, or attached everywhere if it is not.
DeltaSetting alone(DeltaSetting setting);
/// Switched everywhere alike; what single sites say of their strength stays.
DeltaSetting switched(DeltaSetting setting, Switch to);
/// Without site settings that repeat the delta's own.
DeltaSetting tidied(DeltaSetting setting);

/// The state for a model whose modules have other indices: sites by the names of their modules. Sites of modules that
/// are not there any more go.
State rebased(State state, std::span<const std::string> from, std::span<const std::string> to);
/// The names of a network's modules by index.
std::vector<std::string> moduleNames(const NetworkInfo &network);

} // namespace deltascope::session
