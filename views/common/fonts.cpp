#include "views/common/fonts.h"

#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>

#include <mutex>

namespace deltascope::views {

void loadBundledFonts()
{
    static std::once_flag loaded;
    if (!qGuiApp)
        return;
    std::call_once(loaded, [] {
        const QDir fonts(QStringLiteral(":/fonts"));
        for (const QString &name : fonts.entryList())
            QFontDatabase::addApplicationFont(fonts.filePath(name));
    });
}

} // namespace deltascope::views
