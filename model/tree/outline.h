#pragma once

#include "tree/nodeid.h"
#include "tree/skeleton.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace deltascope::tree {

enum class Repeats { Folded, Shown };

/// What an outline is made of.
struct OutlineRequest {
    std::shared_ptr<const Skeleton> skeleton;
    std::vector<std::shared_ptr<const DeltaParts>> deltas; ///< in order of insertion
    Repeats repeats = Repeats::Folded;
    std::unordered_set<int> unfolded; ///< repeats whose first module is in it show every member
};

/// Which modules are rows, which of them stand for folded repeats, and which rows the deltas add. Immutable; holds
/// numbers only, the texts of a row are made when it is shown. Equal siblings are one row, named by the first of them:
/// equal are those whose subtrees agree in parameters, deltas and the names below (bigmodelvis' prune_tree).
class Outline {
public:
    explicit Outline(OutlineRequest request);

    const Skeleton &skeleton() const { return *m_request.skeleton; }
    const OutlineRequest &request() const { return m_request; }
    /// Null if the delta is not in the outline.
    const DeltaInfo *delta(DeltaId id) const;
    const TapInfo &tap(NodeId part) const;
    const TapModule &part(NodeId part) const;

    /// Whether the node has a row of its own.
    bool contains(NodeId node) const;
    std::vector<NodeId> children(NodeId row) const;
    int childCount(NodeId row) const;
    NodeId child(NodeId row, int place) const;
    /// -1 for the root.
    int placeOf(NodeId row) const;
    /// The row around another one; not for the root.
    NodeId parent(NodeId row) const;

    /// The row that stands for a module; for one that the tree leaves out, the row around it.
    int rowOf(int module) const;
    /// All modules that a row stands for, also those of repeats that it lies in; the row's own first.
    std::vector<int> modulesOf(int row) const;
    /// The siblings that a row stands for, itself first; a plain row for itself.
    std::vector<int> membersOf(int row) const;
    int memberCount(int row) const;
    /// "0-5", "k_proj, v_proj": the names of the siblings that a row stands for.
    std::string namesOf(int row) const;
    /// A delta's part by the name it has at its site: OpenDelta appends numbers where names meet.
    std::string nameOf(NodeId part) const;
    /// Parts of deltas that have no row of their own: parameters that they add to a module.
    std::vector<NodeId> ownParts(int row) const;
    /// Equal for a row in two outlines if its label is.
    std::uint64_t labelPrint(int row) const;

private:
    struct Group {
        std::vector<int> members;
        std::string names;
    };
    void takeTaps();
    void takePrints();
    void foldRows();
    void foldChildren(int row);
    void nameGroups();
    void placeParts();
    bool isShown(int module) const;

    OutlineRequest m_request;
    std::vector<std::uint64_t> m_taps, m_inner, m_whole; ///< by module; only while the outline is made, but m_taps
    std::vector<char> m_hasParts, m_isRow; ///< by module
    std::vector<int> m_leader; ///< the row that stands for a module among its siblings; -1: none
    std::vector<int> m_rows, m_first, m_place; ///< children of rows, one list behind another; where each begins
    std::unordered_map<int, Group> m_groups; ///< by first member
    std::unordered_map<int, std::vector<NodeId>> m_parts, m_ownParts; ///< rows below that of a module, and parts in it
    std::unordered_map<DeltaId, const DeltaParts *> m_deltas;
};

/// Rows of modules that two outlines of one network both have, and that differ: in their children, in their label.
struct OutlineChange {
    std::vector<int> children, labels; ///< parents before what is below them
};
OutlineChange difference(const Outline &from, const Outline &to);

} // namespace deltascope::tree
