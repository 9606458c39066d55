#include "views/common/headtext.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("deltascope::views", text); }
} // namespace

QString headText(const DeltaHead &head)
{
    QString text = QString::fromLatin1(wordOf(head.kind).data(), qsizetype(wordOf(head.kind).size()));
    text.replace(QLatin1Char('-'), QLatin1Char(' '));
    if (hasLabels(head.kind) && head.outputs > 0)
        text += tr(", %1").arg(counted(head.outputs, tr("%1 label"), tr("%1 labels")));
    return head.labels.empty() ? text : tr("%1 (%2)").arg(text, joined(head.labels));
}

} // namespace deltascope::views
