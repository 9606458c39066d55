#pragma once

#include "items/sessionstate.h"
#include "tree/moduletree.h"

#include <QHash>
#include <QMetaType>
#include <QString>

#include <unordered_set>
#include <vector>

namespace deltascope::items {

enum class RowInk { Name, Type, Parameter, Folded, Delta };

struct RowPiece {
    RowInk ink;
    QString text;
    bool operator==(const RowPiece &) const = default;
};

/// A row of the module tree as it is shown: one module, a folded repeat, or a module that a delta adds.
struct TreeRow {
    int parent = -1;
    std::vector<int> children; ///< ids of rows
    QString key; ///< among its siblings, through every change of the deltas
    QList<RowPiece> pieces;
    QString path;
    std::vector<int> modules; ///< all modules it stands for, also those of repeats it lies in; empty: a delta's row
    int members = 1; ///< how many siblings are folded into it
    std::int64_t parameters = 0; ///< of one member with all below it, every one once
    DeltaId delta = -1; ///< whose row it is; -1: the backbone's
    QHash<DeltaId, std::vector<int>> ownSites, sitesBelow; ///< where deltas sit: at its own modules, and below them
};

/// Rows in pre-order, root first. Groups whose first module is in `unfolded` show their members.
std::vector<TreeRow> makeRows(const NetworkInfo &network, const QList<SessionDelta> &deltas, tree::Repeats repeats,
                              const std::unordered_set<int> &unfolded);

/// What a lane shows on a row: how many sites there are and how many of them are attached.
struct LaneInfo {
    int series = 0;
    int ownSites = 0, ownAttached = 0;
    int sites = 0, attached = 0; ///< own ones and those below
    int members = 1;
    bool isDeltaRow = false; ///< a row of this lane's delta
};

} // namespace deltascope::items

Q_DECLARE_METATYPE(deltascope::items::LaneInfo)
Q_DECLARE_METATYPE(deltascope::items::RowPiece)
