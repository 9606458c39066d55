#include "app/demo.h"

#include "session/edit.h"

#include <QCoreApplication>
#include <QDir>

namespace deltascope::app {

std::optional<files::SessionFile> demoSession()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char *place : {"../../resources/demo", "../resources/demo", "../share/deltascope/demo"}) {
        const QDir demo(QDir::cleanPath(program.filePath(QLatin1String(place))));
        if (!demo.exists(QStringLiteral("model/config.json")))
            continue;
        files::SessionFile session;
        session.model.model = demo.filePath(QStringLiteral("model")).toStdString();
        for (const char *name : {"en", "zh", "fr"}) {
            DeltaRequest request;
            request.name = name;
            request.path = demo.filePath(QStringLiteral("deltas/") + QLatin1String(name)).toStdString();
            addWaiting(session.state, std::move(request), {-1, false, 1.0, {}});
        }
        // Bare, and each language alone: what one tries first stands on Ctrl+1 and those behind it.
        int key = 0;
        perform(session.state, session::PutPreset{{++key, {}, {}}, key});
        for (const session::RackDelta &delta : session.state.deltas)
            perform(session.state, session::PutPreset{{++key, {}, {{session::alone(delta.setting)}}}, key});
        for (const char *text :
             {"Tetris-like game with very impressive effects", "JuK 是一个功能强大的音乐播放器，能够管理大型的乐曲库。",
              "Jeu similaire à Tetris avec des effets très impressionnants"}) {
            Input input;
            input.text = text;
            addInput(session.state, std::move(input));
        }
        return session;
    }
    return std::nullopt;
}

} // namespace deltascope::app
