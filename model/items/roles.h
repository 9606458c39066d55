#pragma once

#include <Qt>

namespace deltascope::items {

/// Columns of the module tree; one lane a delta follows, in order of insertion.
enum TreeColumn { NameColumn, ParametersColumn, FirstLaneColumn };

enum TreeRole {
    PiecesRole = Qt::UserRole + 1, ///< QList<RowPiece>, the row's label
    ModulesRole, ///< QList<int>: all modules the row stands for; empty for a delta's row
    PathRole, ///< "model.encoder.layers.0-2.fc2"
    LaneRole, ///< LaneInfo, in lane columns; of a lane's head: of the whole delta
    DeltaRole, ///< DeltaId of a delta's row or of a lane; -1 for none
    SeriesRole, ///< int: colour and mark of a delta's row; -1 for none
    LitRole, ///< bool: matched by the search or by the targets of a new delta
    GroupRole, ///< bool: a folded repeat
};

} // namespace deltascope::items
