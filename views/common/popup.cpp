#include "views/common/popup.h"

#include "views/common/pathdialog.h"

#include <QMenu>

namespace deltascope::views {

QMenu *makePopup(QWidget *owner)
{
    auto *menu = new QMenu(owner);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

void popUp(QMenu *menu, const QPoint &globalPosition)
{
    if (menu->isEmpty())
        menu->deleteLater();
    else
        menu->popup(globalPosition);
}

void popUpBelow(QMenu *menu, const QWidget &button) { popUp(menu, button.mapToGlobal(QPoint(0, button.height()))); }

void askPath(QWidget *owner, const PathQuestion &question,
             const std::function<void(const QString &path, const QString &filter)> &then)
{
    auto *dialog = new PathDialog(owner, question);
    QObject::connect(dialog, &QFileDialog::accepted, owner, [dialog, then] {
        if (const QStringList paths = dialog->selectedFiles(); !paths.isEmpty() && !paths.first().isEmpty())
            then(paths.first(), dialog->selectedNameFilter());
    });
    dialog->open();
}

void askPaths(QWidget *owner, const PathQuestion &question, const std::function<void(const QStringList &paths)> &then)
{
    auto *dialog = new PathDialog(owner, question);
    QObject::connect(dialog, &QFileDialog::accepted, owner, [dialog, then] {
        if (const QStringList paths = dialog->selectedFiles(); !paths.isEmpty())
            then(paths);
    });
    dialog->open();
}

} // namespace deltascope::views
