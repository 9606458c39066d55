#include "views/adddelta/factstext.h"

#include "views/common/headtext.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QCoreApplication>
#include <QStringList>

namespace deltascope::views {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("deltascope::views", text); }

QString plain(double value) { return QString::number(value, 'g', 4); }

/// "rank 8, alpha 16, scaling 2, DoRA"
QString sizesOf(const DeltaFacts &facts)
{
    QStringList parts;
    if (facts.rank)
        parts << tr("rank %1").arg(*facts.rank);
    if (facts.alpha)
        parts << tr("alpha %1").arg(plain(*facts.alpha));
    if (facts.scaling)
        parts << tr("scaling %1").arg(plain(*facts.scaling));
    if (!facts.variant.empty())
        parts << QString::fromStdString(facts.variant);
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString factsText(const DeltaFacts &facts)
{
    QStringList lines;
    const auto say = [&lines](const QString &what, const QString &value) {
        if (!value.isEmpty())
            lines << what.arg(value);
    };
    say(QStringLiteral("%1"), sizesOf(facts));
    say(tr("at %1"), joined(facts.targets));
    say(tr("saved whole: %1"), joined(facts.modulesToSave));
    say(tr("head: %1"), facts.head ? headText(*facts.head) : QString());
    say(tr("task %1"), QString::fromStdString(facts.task));
    say(tr("base model %1"), QString::fromStdString(facts.baseModel));
    QStringList written;
    if (facts.bytes > 0)
        written << bytesText(facts.bytes);
    for (const std::string &text : {facts.date, facts.trainedWith})
        if (!text.empty())
            written << QString::fromStdString(text);
    say(QStringLiteral("%1"), written.join(QStringLiteral(", ")));
    return lines.join(QLatin1Char('\n'));
}

} // namespace deltascope::views
