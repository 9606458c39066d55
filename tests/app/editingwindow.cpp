// The program's window over the toy engine: makes random edits and says after each on standard output what the session
// is then, until it is ended. tst_keeping starts it.
#include "app/signalcloser.h"
#include "app/testwindow.h"
#include "session/edit.h"
#include "support/randomstate.h"
#include "support/toyengine.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

using namespace deltascope;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 3)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    app::Settings settings(folder + "/settings.ini");
    test::TestWindow window([] { return std::make_unique<test::ToyEngine>(); }, settings, folder + "/sessions");
    const app::SignalCloser closer(window);
    test::RandomSession random(unsigned(std::atoi(argv[2])));
    items::Session &session = window.session();
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] {
        if (random.chance(20))
            random.chance(70) ? session.undoStack().undo() : session.undoStack().redo();
        else
            session.edit("edit", {random.edit(session.state())});
        const std::string text = files::sessionText(window.opening().current());
        std::printf("%zu\n", std::hash<std::string>()(text));
        std::fflush(stdout);
    });
    QObject::connect(&window.opening(), &items::Opening::finished, &timer, [&timer] { timer.start(0); });
    files::SessionFile plan;
    plan.model.model = "/shelf/bart";
    for (const char *name : {"en", "zh"}) {
        DeltaRequest request;
        request.name = name;
        request.path = std::string("/shelf/") + name;
        addWaiting(plan.state, request);
    }
    window.show();
    window.desk.keeper().open(plan, items::Keeper::Begin::AsGiven);
    return QApplication::exec();
}
