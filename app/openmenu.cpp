#include "app/openmenu.h"

#include "app/demo.h"
#include "app/headbar.h"
#include "app/mainwindow.h"
#include "views/common/popup.h"
#include "views/merge/mergedialog.h"

#include <QMenu>

#include <algorithm>

namespace deltascope::app {

namespace {

void chooseFile(MainWindow &window)
{
    views::askPath(&window,
                   {views::PathQuestion::What::ExistingFile,
                    MainWindow::tr("Open a checkpoint"),
                    {},
                    MainWindow::tr("Checkpoints (*.safetensors *.bin *.pt *.pth);;All files (*)")},
                   [&window](const QString &path, const QString &) { window.openModel(path); });
}

/// The head and the number type of what is open: the window's --head and --as-stored.
void addOtherWays(QMenu &menu, const OpenMenuParts &parts)
{
    const NetworkInfo *network = parts.desk.session().network();
    QAction *head = menu.addAction(MainWindow::tr("With another head…"), &parts.window, [parts] {
        if (const NetworkInfo *open = parts.desk.session().network())
            parts.heads.offer(*open);
    });
    head->setEnabled(network && network->heads.size() > 1);
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

void addMerge(QMenu &menu, const OpenMenuParts &parts)
{
    const auto &deltas = parts.desk.session().state().deltas;
    QAction *merge = menu.addAction(MainWindow::tr("Merge what is attached…"), &parts.window, [parts] {
        auto *dialog = new views::MergeDialog(parts.desk.session(), parts.desk.questions(), &parts.window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    merge->setToolTip(MainWindow::tr(
        "Folds the attached deltas into the weights of a new checkpoint; what that changes is shown first."));
    merge->setEnabled(parts.desk.questions().can().merge
                      && std::any_of(deltas.begin(), deltas.end(),
                                     [](const items::SessionDelta &delta) { return items::isHeard(delta.setting); }));
}

void fill(QMenu &menu, const OpenMenuParts &parts)
{
    MainWindow &window = parts.window;
    menu.clear();
    menu.addAction(MainWindow::tr("Model folder…"), &window, &MainWindow::chooseModel);
    menu.addAction(MainWindow::tr("Checkpoint file…"), &window, [&window] { chooseFile(window); });
    menu.addAction(MainWindow::tr("Hub id or path…"), &window, [&window] { window.typeModel(); });
    if (const auto demo = demoSession())
        menu.addAction(MainWindow::tr("The bundled demo"), &window,
                       [parts, demo] { parts.desk.keeper().open(*demo, items::Keeper::Begin::WhereItEnded); });
    menu.addSeparator();
    menu.addAction(MainWindow::tr("Open session…"), &window, &MainWindow::openSession);
    menu.addAction(MainWindow::tr("Save session… (Ctrl+S)"), &window, &MainWindow::saveSession)
        ->setEnabled(parts.desk.session().network());
    menu.addSection(MainWindow::tr("What is open"));
    addOtherWays(menu, parts);
    addMerge(menu, parts);
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
