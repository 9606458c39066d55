#pragma once

#include "core/outcome.h"
#include "items/sessionstate.h"
#include "tree/outline.h"
#include "views/common/theme.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <memory>

namespace deltascope::views {

enum class PictureFormat { Png, Svg, Pdf };

/// What a picture of the whole module tree shows. A plain value: it can be drawn on any thread.
struct TreePicture {
    std::shared_ptr<const NetworkInfo> network;
    std::vector<items::SessionDelta> deltas; ///< in order of insertion
    Mix mix; ///< what is attached
    tree::Repeats repeats = tree::Repeats::Folded;
    Theme::Kind theme = Theme::Kind::Light;
    QDate date;
};

/// The picture's bytes: every row, the lanes, the marks, the totals, and a title line with model, deltas and date. A
/// PNG that would be too large for the format is drawn smaller; nothing is ever cropped. Needs a QGuiApplication.
QByteArray drawTree(const TreePicture &picture, PictureFormat format);

/// Draws and writes beside, then moves into place.
Outcome<Done> exportTree(const TreePicture &picture, PictureFormat format, const QString &path);

/// The same, in the form that the path's ending names: png, svg, pdf, or txt for text as log() prints it.
Outcome<Done> writeTree(const TreePicture &picture, const QString &path);

} // namespace deltascope::views
