#include "app/window.h"

#include "app/demo.h"
#include "app/display.h"
#include "app/mainwindow.h"
#include "app/screenshot.h"
#include "app/settings.h"
#include "views/common/icons.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QFileInfo>

#include <memory>

namespace deltascope::app {

namespace {

/// Paths are remembered, and the next start may be in another folder.
std::string absolute(const std::string &path)
{
    const QFileInfo file(QString::fromStdString(path));
    return !path.empty() && file.exists() ? file.absoluteFilePath().toStdString() : path;
}

items::SavedSession planOf(const WindowRequest &request)
{
    items::SavedSession plan;
    plan.model = *request.model;
    plan.model.model = absolute(plan.model.model);
    for (const StartDelta &delta : request.deltas) {
        plan.deltas.append({delta.request, true, delta.strength, {}});
        plan.deltas.back().request.path = absolute(delta.request.path);
    }
    return plan;
}

/// What the command line asks for, else what was open last, else the demo.
std::optional<items::SavedSession> firstSession(const WindowRequest &request, const Settings &settings)
{
    if (request.model)
        return planOf(request);
    if (request.screenshot.empty())
        if (const auto last = items::sessionFrom(settings.session()); last && !last.value().model.model.empty())
            return last.value();
    return demoSession();
}

} // namespace

int runWindow(const WindowRequest &request, const EngineSource &source, int &argc, char **argv)
{
    std::optional<DisplayNeeded> display(std::in_place);
    QApplication application(argc, argv);
    display.reset();
    QCoreApplication::setApplicationName(QStringLiteral("deltascope"));
    Settings settings;
    application.setWindowIcon(views::programIcon());
    views::wear(application,
                settings.theme() == ThemeChoice::Light ? views::Theme::Kind::Light : views::Theme::Kind::Dark);
    items::Desk desk(source.make, source.fetch);
    MainWindow window(desk, settings);
    items::Opening &opening = desk.opening();
    const auto session = firstSession(request, settings);
    if (!request.model && session)
        // What was open last may be gone; then the demo is better than an empty window.
        QObject::connect(
            &opening, &items::Opening::failed, &window,
            [&desk, &opening] {
                if (const auto demo = demoSession(); demo && !desk.session().network() && !opening.isBusy())
                    opening.start(*demo);
            },
            Qt::SingleShotConnection);
    std::unique_ptr<Screenshot> screenshot;
    if (!request.screenshot.empty())
        screenshot = std::make_unique<Screenshot>(opening, window, QString::fromStdString(request.screenshot));
    if (session)
        opening.start(*session);
    window.show();
    return QApplication::exec();
}

} // namespace deltascope::app
