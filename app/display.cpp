#include "app/display.h"

#include <QString>
#include <QtGlobal>

#include <cstdio>
#include <cstdlib>

namespace deltascope::app {

namespace {

void complain(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg) {
        std::fputs(
            "the window needs a display, and none can be reached (DISPLAY, WAYLAND_DISPLAY); the subcommands need "
            "none, see --help\n",
            stderr);
        std::_Exit(1);
    }
    if (type == QtCriticalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace

DisplayNeeded::DisplayNeeded() { qInstallMessageHandler(complain); }

DisplayNeeded::~DisplayNeeded() { qInstallMessageHandler(nullptr); }

} // namespace deltascope::app
