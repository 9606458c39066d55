#include "views/bench/ruleschip.h"

#include "views/common/numbers.h"
#include "views/common/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>

namespace deltascope::views {

QString rulesChipText(std::size_t rules)
{
    if (rules == 0)
        return QCoreApplication::translate("ColumnHeader", "by language…");
    return counted(std::int64_t(rules), QCoreApplication::translate("ColumnHeader", "%1 rule…"),
                   QCoreApplication::translate("ColumnHeader", "%1 rules…"));
}

QRect rulesChipIn(const QRect &head, const QString &text)
{
    constexpr int inset = 10, frame = 11, slack = 6;
    const int width = QFontMetrics(theme().ui(Theme::Size::Small)).horizontalAdvance(text) + frame;
    return {head.right() - inset - width, head.top() + slack, width + inset / 2, head.height() - 2 * slack};
}

} // namespace deltascope::views
