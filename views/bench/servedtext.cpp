#include "views/bench/servedtext.h"

#include "views/common/drifttext.h"

#include <QCoreApplication>

namespace deltascope::views {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ServedText)
};

} // namespace

QString helpText(items::ServedLack::Help help, const QString &server)
{
    switch (help) {
    case items::ServedLack::Help::Connect: return Words::tr("Connect to %1").arg(server);
    case items::ServedLack::Help::AskAgain: return Words::tr("Ask %1 again").arg(server);
    case items::ServedLack::Help::ShowServers: return Words::tr("Show what %1 has loaded").arg(server);
    case items::ServedLack::Help::None: break;
    }
    return {};
}

QStringList servedText(const items::BenchColumn &column, const items::ServedCells *cells)
{
    const QString server = QString::fromStdString(column.served.server);
    QStringList lines{Words::tr("Runs on %1").arg(server)};
    const int place = cells ? cells->servers().placeOf(server) : -1;
    if (place >= 0 && cells->servers().at(place).said) {
        const ServedState &said = *cells->servers().at(place).said;
        lines[0] += QStringLiteral(" (%1 %2, %3)")
                        .arg(QString::fromStdString(said.engine), QString::fromStdString(said.version),
                             QString::fromStdString(said.model));
    }
    if (const QString lack = cells ? cells->lackOf(column).sentence : QString(); !lack.isEmpty())
        lines << lack;
    if (const DriftColumn *verdict = cells ? cells->drifting().verdictOf(column) : nullptr)
        lines << QStringLiteral("%1; %2").arg(verdictText(*verdict), measureText(*verdict));
    lines << Words::tr("Prompts are ids of the tokenizer here, conversations by the chat template here.");
    return lines;
}

} // namespace deltascope::views
