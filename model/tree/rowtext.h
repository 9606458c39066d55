#pragma once

#include "core/attachment.h"
#include "tree/outline.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope::tree {

/// What a piece of a line is; colours follow from it.
enum class Ink { Name, Type, Folded, Frozen, Delta, Detached };

struct Piece {
    Ink ink;
    std::string text;
};

/// The rows of an outline in words, as OpenDelta's log() has them. With one attached delta they read as OpenDelta's
/// own; with several, or detached ones, every delta's row names its delta and says if it is detached there, or at some
/// of the modules that the row stands for.
class RowText {
public:
    /// A row, with parts of the same delta that show the same: they fold too.
    using Line = std::vector<NodeId>;

    /// Both outlive it.
    RowText(const Outline &outline, const Mix &mix);

    std::vector<Line> below(const Line &line) const;
    /// "fc1 (Linear) weight:[64, 32] bias:[64]"
    std::vector<Piece> label(const Line &line) const;

private:
    struct Tap {
        DeltaId delta;
        const TapInfo *info;
    };
    struct Named {
        std::string name, type;
    };

    Attachment attachmentAt(NodeId row, DeltaId id) const;
    std::string mention(NodeId row, DeltaId id) const;
    std::string noteOf(NodeId row) const;
    std::string contentOf(NodeId part) const;
    std::vector<Named> namesOf(const Line &line) const;
    std::vector<Piece> headOf(const std::vector<Named> &names) const;
    std::vector<Piece> paramsOf(NodeId row) const;
    bool isTuned(int module, const std::string &param) const;

    const Outline &m_outline;
    const Mix &m_mix;
    std::unordered_map<int, std::vector<Tap>> m_taps; ///< by module, in order of insertion
    bool m_isSaid = false; ///< whether rows name their deltas
};

} // namespace deltascope::tree
