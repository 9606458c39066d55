#pragma once

#include "core/describe.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace deltascope::tree {

enum class ParamState { Frozen, Delta };

struct TreeParam {
    std::string name;
    Shape shape;
    ParamState state = ParamState::Frozen;
};

/// A row of the module tree: a module of the backbone, or a module that a delta adds below its site.
struct TreeNode {
    std::string name, type;
    std::vector<TreeParam> params;
    int module = -1; ///< index into NetworkInfo::modules; -1 for a delta's row
    DeltaId delta = -1; ///< whose row; -1 for the backbone's
    int parent = -1;
    std::vector<int> children;
    std::vector<DeltaId> deltasHere; ///< deltas that sit at this very module, in order of insertion
};

/// Nodes in pre-order, root first; indices into it name nodes.
using ModuleTree = std::vector<TreeNode>;

/// The backbone with every given delta in it, OpenDelta's reading: a delta's rows stand behind the site's own children.
ModuleTree makeTree(const NetworkInfo &network, const std::vector<const DeltaInfo *> &deltas);

/// A row after folding: equal siblings are one row that lists them all.
struct FoldedRow {
    std::vector<int> members; ///< nodes; the first one's children are shown
    std::vector<FoldedRow> children;
    bool isGroup() const { return members.size() > 1; }
};

enum class Repeats { Folded, Shown };

/// Folds siblings that are equal except for their own name and type, parameters, deltas and subtree included
/// (bigmodelvis' prune_tree). Returns the root's row.
FoldedRow fold(const ModuleTree &tree, Repeats repeats);
/// The same, but groups whose first member is in `unfolded` show every member.
FoldedRow fold(const ModuleTree &tree, const std::unordered_set<int> &unfolded);

/// "0-5", "self_attn,encoder_attn": the names of a group's members that share a type. Whole numbers become ranges.
std::string joinedNames(const std::vector<std::string> &names);
/// The same as a window says it: "0-5, 7", "self_attn, encoder_attn".
std::string shortNames(const std::vector<std::string> &names);

/// OpenDelta's rule for a name that is taken at a module: name_1, then the text before the first underscore and _2, _3
/// ...; a matrix that is called by a letter (PEFT's lora_A) keeps it.
std::string freeName(const std::vector<std::string> &taken, const std::string &name);

} // namespace deltascope::tree
