#pragma once

#include <QStringList>

#include <functional>

class QMenu;
class QPoint;
class QWidget;

namespace deltascope::views {

/// Menus and dialogs that nobody waits for: no loop of their own runs inside the caller, so that whatever they were
/// opened from may go while they are open. They go with `owner`, else when they close. What an action captures must
/// outlive `owner` or be looked up again: a key, an id, a QPersistentModelIndex.
QMenu *makePopup(QWidget *owner);
/// Shows it there; a menu without entries goes at once.
void popUp(QMenu *menu, const QPoint &globalPosition);
/// Under a button.
void popUpBelow(QMenu *menu, const QWidget &button);

/// What a file dialog is asked for.
struct PathQuestion {
    enum class What { ExistingFolder, NewFolder, ExistingFile, ExistingFiles, NewFile } what = What::ExistingFolder;
    QString title;
    QString start; ///< the folder, or for a new file or folder its name
    QString filters = {}; ///< "Pictures (*.png);;All files (*)"
};
/// `then` hears the path and the chosen filter; nothing if the user cancels or `owner` goes.
void askPath(QWidget *owner, const PathQuestion &question,
             const std::function<void(const QString &path, const QString &filter)> &then);
/// The same for What::ExistingFiles: `then` hears all paths, one at least.
void askPaths(QWidget *owner, const PathQuestion &question, const std::function<void(const QStringList &paths)> &then);

} // namespace deltascope::views
