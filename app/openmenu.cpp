#include "app/openmenu.h"

#include "app/actions.h"
#include "app/mainwindow.h"
#include "app/settings.h"
#include "items/desk.h"

#include <QMenu>

namespace deltascope::app {

namespace {

/// The head and the number type of what is open.
void addOtherWays(QMenu &menu, const OpenMenuParts &parts)
{
    const NetworkInfo *network = parts.desk.session().network();
    menu.addAction(parts.actions.menuAction(QStringLiteral("other-head")));
    const bool isAsStored = parts.desk.opening().model().compute == ComputeType::AsStored;
    QAction *type = menu.addAction(MainWindow::tr("Compute in the file's number type"));
    type->setCheckable(true);
    type->setChecked(isAsStored);
    type->setToolTip(MainWindow::tr(
        "Half precision takes half the memory and no copies of weights, but is slower and less exact here."));
    type->setEnabled(network && network->runnable && (isAsStored || network->copyBytes > 0));
    QObject::connect(type, &QAction::triggered, &parts.window, [&window = parts.window](bool isChecked) {
        window.reopen([isChecked](OpenRequest &request) {
            request.compute = isChecked ? ComputeType::AsStored : ComputeType::Float32;
        });
    });
}

void fill(QMenu &menu, const OpenMenuParts &parts)
{
    MainWindow &window = parts.window;
    menu.clear();
    const auto add = [&](const char *id) {
        if (QAction *action = parts.actions.menuAction(QString::fromLatin1(id)); action && action->isEnabled())
            menu.addAction(action);
    };
    for (const char *id : {"open-folder", "open-file", "open-id", "open-demo"})
        add(id);
    menu.addSeparator();
    for (const char *id : {"start-page", "open-session", "save-session", "report"})
        add(id);
    menu.addSection(MainWindow::tr("What is open"));
    addOtherWays(menu, parts);
    QAction *merge = parts.actions.menuAction(QStringLiteral("merge"));
    merge->setToolTip(MainWindow::tr(
        "Folds the attached deltas into the weights of a new checkpoint; what that changes is shown first."));
    menu.addAction(merge);
    menu.addSeparator();
    for (const QString &model : parts.settings.recentModels())
        menu.addAction(model, &window, [&window, model] { window.openModel(model); });
}

} // namespace

QMenu *makeOpenMenu(const OpenMenuParts &parts, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setToolTipsVisible(true);
    QObject::connect(menu, &QMenu::aboutToShow, &parts.window, [menu, parts] { fill(*menu, parts); });
    return menu;
}

} // namespace deltascope::app
