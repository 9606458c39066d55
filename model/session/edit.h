#pragma once

#include "session/state.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace deltascope::session {

/// Everywhere: what single sites say of their switch goes.
struct Attach {
    DeltaId delta;
    Switch to;
    bool operator==(const Attach &) const = default;
};
struct AttachAt {
    DeltaId delta;
    std::vector<int> modules;
    Switch to;
    bool operator==(const AttachAt &) const = default;
};
/// Of the delta as a whole: sites with a strength of their own keep it.
struct SetStrength {
    DeltaId delta;
    double strength;
    bool operator==(const SetStrength &) const = default;
};
struct SetStrengthAt {
    DeltaId delta;
    std::vector<int> modules;
    double strength;
    bool operator==(const SetStrengthAt &) const = default;
};
/// All of a delta's switches and strengths at once.
struct SetSetting {
    DeltaSetting setting;
    bool operator==(const SetSetting &) const = default;
};
/// -1: none.
struct SetSolo {
    DeltaId delta;
    bool operator==(const SetSolo &) const = default;
};
struct AddDelta {
    RackDelta delta;
    int position;
    bool operator==(const AddDelta &) const = default;
};
/// With it go the columns that stood for it alone, its part in others and in presets, and inputs' choices of it; rules
/// keep its name.
struct RemoveDelta {
    DeltaId delta;
    bool operator==(const RemoveDelta &) const = default;
};
struct MoveDelta {
    DeltaId delta;
    int position;
    bool operator==(const MoveDelta &) const = default;
};
struct RenameDelta {
    DeltaId delta;
    std::string name;
    bool operator==(const RenameDelta &) const = default;
};
/// Its colour and mark, and the group that it is shown in.
struct SetLook {
    DeltaId delta;
    int series;
    std::string group;
    bool operator==(const SetLook &) const = default;
};
/// Where a saved delta is to be found.
struct LocateDelta {
    DeltaId delta;
    std::string path;
    bool operator==(const LocateDelta &) const = default;
};
/// A new column, or the one with its key as it is now; it stands at `position` afterwards. Inputs and presets alike.
struct PutColumn {
    BenchColumn column;
    int position;
    bool operator==(const PutColumn &) const = default;
};
struct RemoveColumn {
    int key;
    bool operator==(const RemoveColumn &) const = default;
};
struct PutInput {
    BenchInput input;
    int position;
    bool operator==(const PutInput &) const = default;
};
struct RemoveInput {
    int key;
    bool operator==(const RemoveInput &) const = default;
};
struct SetRule {
    int input;
    InputRule rule;
    bool operator==(const SetRule &) const = default;
};
struct PutPreset {
    Preset preset;
    int position;
    bool operator==(const PutPreset &) const = default;
};
struct RemovePreset {
    int key;
    bool operator==(const RemovePreset &) const = default;
};
/// Of the session, in the place of the one with its key.
struct PutRule {
    Rule rule;
    int position;
    bool operator==(const PutRule &) const = default;
};
struct RemoveRule {
    int key;
    bool operator==(const RemoveRule &) const = default;
};
struct SetRun {
    RunSettings run;
    bool operator==(const SetRun &) const = default;
};

struct SetLabelled {
    LabelledLines labelled;
    bool operator==(const SetLabelled &) const = default;
};

using Edit = std::variant<Attach, AttachAt, SetStrength, SetStrengthAt, SetSetting, SetSolo, AddDelta, RemoveDelta,
                          MoveDelta, RenameDelta, SetLook, LocateDelta, PutColumn, RemoveColumn, PutInput, RemoveInput,
                          SetRule, PutPreset, RemovePreset, PutRule, RemoveRule, SetRun, SetLabelled>;
/// One step: applied in order, undone as a whole.
using Edits = std::vector<Edit>;

/// What an edit changed.
struct Changes {
    bool deltas = false; ///< which there are, their order and names
    bool mix = false; ///< what is attached, how strongly, solo
    bool columns = false;
    bool inputs = false;
    bool presets = false;
    bool rules = false;
    bool run = false;
    bool labelled = false; ///< which lines are evaluated

    bool any() const { return deltas || mix || columns || inputs || presets || rules || run || labelled; }
    Changes &operator|=(const Changes &other);
    bool operator==(const Changes &) const = default;
};

/// Makes the edit; what names a delta, column, input or preset that is not there changes nothing, and positions beyond
/// the ends mean the ends.
Changes perform(State &state, const Edit &edit);
Changes perform(State &state, const Edits &edits);

/// What leads back to `state` once `edit` was applied to it.
Edits inverse(const State &state, const Edit &edit);
Edits inverse(const State &state, const Edits &edits);
/// What leads from one state to the other. Keys and ids name the same things in both.
Edits difference(const State &from, const State &to);

/// AttachAt, or Attach where every site of the delta then agrees.
Edit attachAt(const State &state, DeltaId delta, std::vector<int> modules, Switch to);
/// Plugs in exactly what the mix says; solo goes.
Edits plugIn(const State &state, const Mix &mix);

/// A delta to load, behind the others; a name that is taken gets a number.
void addWaiting(State &state, DeltaRequest request, DeltaSetting setting = {});
/// Every input is told anew by which of the rules it is taken, when they come from elsewhere.
void applyRules(State &state);
/// An input behind the others.
void addInput(State &state, Input input);

/// Whether both set the same thing, so that the later one of a gesture stands for both.
bool sameTarget(const Edit &a, const Edit &b);
/// The edit with other ids for deltas; ids that are not in the map stay.
Edit withIds(Edit edit, const std::map<DeltaId, DeltaId> &ids);
/// The delta that waited under `waiting` is there: it has the engine's id and facts, and whatever named it does too.
void arrive(State &state, DeltaId waiting, std::shared_ptr<const DeltaInfo> info);

} // namespace deltascope::session
