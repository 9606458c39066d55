#include "app/demo.h"

#include <QCoreApplication>
#include <QDir>

namespace deltascope::app {

std::optional<items::SavedSession> demoSession()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char *place : {"../../resources/demo", "../resources/demo", "../share/deltascope/demo"}) {
        const QDir demo(QDir::cleanPath(program.filePath(QLatin1String(place))));
        if (!demo.exists(QStringLiteral("model/config.json")))
            continue;
        items::SavedSession session;
        session.model.model = demo.filePath(QStringLiteral("model")).toStdString();
        for (const char *name : {"en", "zh", "fr"}) {
            items::SavedDelta delta;
            delta.request.name = name;
            delta.request.path = demo.filePath(QStringLiteral("deltas/") + QLatin1String(name)).toStdString();
            delta.attached = false;
            session.deltas.append(delta);
        }
        for (const char *text :
             {"Tetris-like game with very impressive effects", "JuK 是一个功能强大的音乐播放器，能够管理大型的乐曲库。",
              "Jeu similaire à Tetris avec des effets très impressionnants"})
            session.inputs.emplaceBack().text = text;
        return session;
    }
    return std::nullopt;
}

} // namespace deltascope::app
