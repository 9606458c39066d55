#include "app/dropped.h"

#include "items/inputlines.h"

#include <algorithm>

namespace deltascope::app {

using bridge::Ticket;
using bridge::Workspace;

Dropped::Dropped(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::checked, this, [this](Ticket ticket, const CheckReport &report) {
        const QString path = m_checks.take(ticket);
        if (path.isEmpty())
            return;
        const bool isDelta = std::none_of(report.problems.begin(), report.problems.end(),
                                          [](const Problem &problem) { return problem.code == "not-a-delta"; });
        isDelta ? Q_EMIT deltaFound(path) : Q_EMIT modelFound(path);
    });
    connect(&workspace, &Workspace::hasRead, this, [this](Ticket ticket, const std::string &, const QByteArray &bytes) {
        const QString path = m_reads.take(ticket);
        if (path.isEmpty())
            return;
        const auto inputs = items::inputsFrom(path, bytes);
        inputs ? Q_EMIT inputsFound(inputs.value()) : Q_EMIT failed(inputs.error());
    });
    connect(&workspace, &Workspace::failed, this, [this](Ticket ticket, bridge::Lane, const Error &error) {
        if (const QString path = m_checks.take(ticket); !path.isEmpty())
            Q_EMIT modelFound(path);
        else if (m_reads.remove(ticket))
            Q_EMIT failed(error);
    });
}

void Dropped::take(const QString &path)
{
    if (path.isEmpty())
        return;
    if (path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive))
        m_reads.insert(m_workspace.read(path.toStdString()), path);
    else
        m_checks.insert(m_workspace.identify(path.toStdString()), path);
}

} // namespace deltascope::app
