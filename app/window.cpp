#include "app/window.h"

#include "app/demo.h"
#include "app/display.h"
#include "app/mainwindow.h"
#include "app/screenshot.h"
#include "app/settings.h"
#include "app/starting.h"
#include "app/windows.h"
#include "session/edit.h"
#include "views/common/icons.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <memory>

namespace deltascope::app {

namespace {

/// Paths are remembered, and the next start may be in another folder.
std::string absolute(const std::string &path)
{
    const QFileInfo file(QString::fromStdString(path));
    return !path.empty() && file.exists() ? file.absoluteFilePath().toStdString() : path;
}

files::SessionFile planOf(const WindowRequest &request)
{
    files::SessionFile plan;
    plan.model = *request.model;
    plan.model.model = absolute(plan.model.model);
    for (const StartDelta &delta : request.deltas) {
        DeltaRequest wanted = delta.request;
        wanted.path = absolute(wanted.path);
        addWaiting(plan.state, std::move(wanted), {-1, true, delta.strength, {}});
    }
    return plan;
}

/// The session that a version before this one kept in the settings.
std::optional<files::SessionFile> oldSession(Settings &settings)
{
    const QByteArray json = settings.takeSession();
    if (json.isEmpty())
        return std::nullopt;
    try {
        return files::sessionFrom("settings", {json.constData(), std::size_t(json.size())});
    } catch (const Failure &) {
        return std::nullopt;
    }
}

/// Opens what the command line asks for, else what was open last, else the demo.
void openFirst(const WindowRequest &request, Settings &settings, items::Desk &desk, MainWindow &window)
{
    using Begin = items::Keeper::Begin;
    if (request.model)
        return desk.keeper().open(planOf(request),
                                  request.deltas.empty() ? Begin::WhereItEnded : Begin::WhereTheSameDeltasEnded);
    const bool isFresh = !request.screenshot.empty();
    const auto last = isFresh ? std::nullopt : desk.keeper().last();
    const auto old = isFresh || last ? std::nullopt : oldSession(settings);
    if (const auto kept = last ? last : old)
        return window.starting()->openKept(*kept, last ? Begin::WhereItEnded : Begin::AsGiven);
    if (const auto demo = demoSession())
        desk.keeper().open(*demo, Begin::WhereItEnded);
    else
        window.starting()->show();
}

/// Where sessions are kept; nowhere while a picture is taken.
QString sessionFolder(const WindowRequest &request)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return request.screenshot.empty() ? data + QStringLiteral("/deltascope/sessions") : QString();
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
    items::Desk desk(source.make, {source.fetch, sessionFolder(request)});
    Windows windows(desk, settings);
    MainWindow &window = windows.window();
    std::unique_ptr<Screenshot> screenshot;
    if (!request.screenshot.empty())
        screenshot = std::make_unique<Screenshot>(desk.opening(), window, QString::fromStdString(request.screenshot));
    openFirst(request, settings, desk, window);
    window.show();
    return QApplication::exec();
}

} // namespace deltascope::app
