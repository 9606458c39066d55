#include "views/common/popup.h"

#include <QFileDialog>
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

void askPath(QWidget *owner, const PathQuestion &question,
             const std::function<void(const QString &path, const QString &filter)> &then)
{
    auto *dialog = new QFileDialog(owner, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (question.what == PathQuestion::What::NewFile) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(question.start);
    } else {
        dialog->setFileMode(question.what == PathQuestion::What::ExistingFolder ? QFileDialog::Directory
                                                                                : QFileDialog::ExistingFile);
        dialog->setOption(QFileDialog::ShowDirsOnly, question.what == PathQuestion::What::ExistingFolder);
        if (!question.start.isEmpty())
            dialog->setDirectory(question.start);
    }
    if (!question.filters.isEmpty())
        dialog->setNameFilters(question.filters.split(QStringLiteral(";;")));
    QObject::connect(dialog, &QFileDialog::accepted, owner, [dialog, then] {
        if (const QStringList paths = dialog->selectedFiles(); !paths.isEmpty() && !paths.first().isEmpty())
            then(paths.first(), dialog->selectedNameFilter());
    });
    dialog->open();
}

} // namespace deltascope::views
