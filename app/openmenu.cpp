#include "app/openmenu.h"

#include "app/headbar.h"
#include "app/mainwindow.h"
#include "app/topbar.h"
#include "views/merge/mergedialog.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace deltascope::app {

namespace {

void chooseFile(MainWindow &window)
{
    const QString path
        = QFileDialog::getOpenFileName(&window, MainWindow::tr("Open a checkpoint"), {},
                                       MainWindow::tr("Checkpoints (*.safetensors *.bin *.pt *.pth);;All files (*)"));
    if (!path.isEmpty())
        window.openModel(path);
}

void typeName(MainWindow &window)
{
    const QString id = QInputDialog::getText(
        &window, MainWindow::tr("Open a model"),
        MainWindow::tr(
            "Folder, file or hub id, such as facebook/bart-base.\nWhat the local cache lacks is downloaded."));
    if (!id.trimmed().isEmpty())
        window.openModel(id.trimmed());
}

/// The head and the number type of what is open: the window's --head and --as-stored.
void addOtherWays(QMenu &menu, MainWindow &window)
{
    const NetworkInfo *network = window.session().network();
    QAction *head = menu.addAction(MainWindow::tr("With another head…"), &window, [&window] {
        if (const NetworkInfo *open = window.session().network())
            window.headBar()->offer(*open);
    });
    head->setEnabled(network && network->heads.size() > 1);
    const bool isAsStored = window.opening().model().compute == ComputeType::AsStored;
    QAction *type = menu.addAction(MainWindow::tr("Compute in the file's number type"));
    type->setCheckable(true);
    type->setChecked(isAsStored);
    type->setToolTip(MainWindow::tr(
        "Half precision takes half the memory and no copies of weights, but is slower and less exact here."));
    type->setEnabled(network && network->runnable && (isAsStored || network->copyBytes > 0));
    QObject::connect(type, &QAction::triggered, &window, [&window](bool isChecked) {
        window.reopen([isChecked](OpenRequest &request) {
            request.compute = isChecked ? ComputeType::AsStored : ComputeType::Float32;
        });
    });
}

void addMerge(QMenu &menu, MainWindow &window)
{
    const auto &deltas = window.session().state().deltas;
    QAction *merge = menu.addAction(MainWindow::tr("Merge what is attached…"), &window, [&window] {
        auto *dialog = new views::MergeDialog(window.session(), window.workspace(), &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    merge->setToolTip(MainWindow::tr(
        "Folds the attached deltas into the weights of a new checkpoint; what that changes is shown first."));
    merge->setEnabled(std::any_of(deltas.begin(), deltas.end(),
                                  [](const items::SessionDelta &delta) { return items::isHeard(delta.setting); }));
}

void fill(QMenu &menu, MainWindow &window)
{
    menu.clear();
    menu.addAction(MainWindow::tr("Model folder…"), &window, &MainWindow::chooseModel);
    menu.addAction(MainWindow::tr("Checkpoint file…"), &window, [&window] { chooseFile(window); });
    menu.addAction(MainWindow::tr("Hub id or path…"), &window, [&window] { typeName(window); });
    if (const auto demo = demoSession())
        menu.addAction(MainWindow::tr("The bundled demo"), &window, [&window, demo] { window.opening().start(*demo); });
    menu.addSection(MainWindow::tr("What is open"));
    addOtherWays(menu, window);
    addMerge(menu, window);
    menu.addSeparator();
    for (const QString &model : window.settings().recentModels())
        menu.addAction(model, &window, [&window, model] { window.openModel(model); });
}

} // namespace

QMenu *makeOpenMenu(MainWindow &window)
{
    auto *menu = new QMenu(window.topBar()->open());
    menu->setToolTipsVisible(true);
    QObject::connect(menu, &QMenu::aboutToShow, &window, [menu, &window] { fill(*menu, window); });
    return menu;
}

} // namespace deltascope::app
