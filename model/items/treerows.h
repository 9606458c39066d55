#pragma once

#include "session/marks.h"
#include "tree/deltasites.h"
#include "tree/outline.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace deltascope::items {

enum class RowInk { Name, Type, Parameter, Folded, Delta };

struct RowPiece {
    RowInk ink;
    QString text;
    bool operator==(const RowPiece &) const = default;
};

/// A row's label: "fc2 Linear weight [128, 512] bias [128]"; a delta's row begins with the delta's name.
QList<RowPiece> piecesOf(const tree::Outline &outline, tree::NodeId row);
/// "model.encoder.layers.0-2.fc2"; empty for the root.
QString pathOf(const tree::Outline &outline, tree::NodeId row);
/// Parameters of one member with all below it, every one once.
std::int64_t parametersOf(const tree::Outline &outline, tree::NodeId row);

/// The label in one piece, what a row's name says on hovering, and its count: "3 x 65.7K".
QString labelOf(const QList<RowPiece> &pieces);
QString tipOf(const tree::Outline &outline, tree::NodeId row);
QString countOf(const tree::Outline &outline, tree::NodeId row);

/// What a lane shows on a row: how many sites there are and how many of them are attached.
struct LaneInfo {
    int series = 0;
    tree::SiteCount sites, attached;
    int members = 1; ///< how many siblings are folded into the row
    bool isDeltaRow = false; ///< a row of this lane's delta
    /// |dW| / |W|, the largest of the sites that the row and those below have, and its share of the largest of all
    /// deltas; negative: not shown.
    double norm = -1, heat = -1;
    bool operator==(const LaneInfo &) const = default;
};

/// The mark in a lane, by session::sitesOfMark(): how many sites it stands for.
struct Mark {
    bool isThere = false;
    int sites = 0, attached = 0;
    int number = 1; ///< written beside the mark if it is more than one
};
Mark markOf(const LaneInfo &lane, session::Branch branch);
/// "en: 2 of 3 sites attached"; empty where there are none.
QString tipOf(const QString &delta, const LaneInfo &lane);

} // namespace deltascope::items

Q_DECLARE_METATYPE(deltascope::items::LaneInfo)
Q_DECLARE_METATYPE(deltascope::items::RowPiece)
