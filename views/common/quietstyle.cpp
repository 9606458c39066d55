#include "views/common/quietstyle.h"

#include "views/common/icons.h"

namespace deltascope::views {

namespace {

/// The drawing for one of the style's pictures; null where the style's own serves (arrows and the like).
const char *drawingOf(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirLinkIcon:
    case QStyle::SP_DirHomeIcon:
    case QStyle::SP_DesktopIcon:
    case QStyle::SP_ComputerIcon:
    case QStyle::SP_DriveHDIcon: return "folder";
    case QStyle::SP_FileDialogNewFolder: return "plus";
    case QStyle::SP_FileIcon:
    case QStyle::SP_FileLinkIcon: return "module";
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack: return "chevron-left";
    case QStyle::SP_ArrowForward: return "chevron-right";
    case QStyle::SP_FileDialogToParent: return "fold";
    case QStyle::SP_FileDialogListView:
    case QStyle::SP_FileDialogDetailedView: return "panels";
    case QStyle::SP_MessageBoxInformation: return "done";
    case QStyle::SP_MessageBoxWarning:
    case QStyle::SP_MessageBoxQuestion: return "doubt";
    case QStyle::SP_MessageBoxCritical: return "failure";
    case QStyle::SP_LineEditClearButton: return "close";
    default: return nullptr;
    }
}

} // namespace

QuietStyle::QuietStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

QIcon QuietStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    const char *drawing = drawingOf(which);
    return drawing ? icon(QLatin1String(drawing)) : QProxyStyle::standardIcon(which, option, widget);
}

QPixmap QuietStyle::standardPixmap(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    const char *drawing = drawingOf(which);
    return drawing ? icon(QLatin1String(drawing)).pixmap(16) : QProxyStyle::standardPixmap(which, option, widget);
}

int QuietStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace deltascope::views
