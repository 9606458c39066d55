#include "views/common/drifttext.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DriftText)
};

QString spaced(const std::string &configuration)
{
    return QString::fromStdString(configuration).replace(QLatin1Char('+'), QStringLiteral(" + "));
}

} // namespace

QString verdictText(const DriftColumn &column)
{
    const QString asked = spaced(column.name);
    switch (column.verdict) {
    case Verdict::Same: return Words::tr("same");
    case Verdict::Rounding: return Words::tr("rounding");
    case Verdict::Other: return Words::tr("asked for %1, answered as %2").arg(asked, spaced(column.matches));
    case Verdict::Unknown: break;
    }
    return Words::tr("asked for %1, answered as no configuration here").arg(asked);
}

QString measureText(const DriftColumn &column)
{
    QString text = column.compared == 0 ? Words::tr("it told no log-probabilities")
                                        : Words::tr("%1 log-probabilities differ by up to %2")
                                              .arg(column.compared)
                                              .arg(column.maxAbsLogProb, 0, 'g', 2);
    if (const auto &first = column.firstDifference)
        text += QStringLiteral("; ")
                + Words::tr("input %1 parts at token %2, where the two likeliest tokens here are %3 apart")
                      .arg(first->input + 1)
                      .arg(first->token + 1)
                      .arg(first->gap, 0, 'g', 2);
    return text;
}

} // namespace deltascope::views
