#include "app/dropped.h"

#include "items/inputlines.h"

#include <algorithm>

namespace deltascope::app {

Dropped::Dropped(bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
}

void Dropped::read(const QString &path)
{
    m_workspace.read(this, path.toStdString(),
                     {.then =
                          [this, path](const QByteArray &bytes) {
                              const auto inputs = items::inputsFrom(path, bytes);
                              inputs ? Q_EMIT inputsFound(inputs.value()) : Q_EMIT failed(inputs.error());
                          },
                      .failed = [this](const Error &error) { Q_EMIT failed(error); }});
}

/// Asked again if another model came in between: what a folder is does not depend on that.
void Dropped::identify(const QString &path)
{
    m_workspace.identify(this, path.toStdString(),
                         {.then =
                              [this, path](const CheckReport &report) {
                                  const bool isDelta = std::none_of(
                                      report.problems.begin(), report.problems.end(),
                                      [](const Problem &problem) { return problem.code == "not-a-delta"; });
                                  isDelta ? Q_EMIT deltaFound(path) : Q_EMIT modelFound(path);
                              },
                          .failed = [this, path](const Error &) { Q_EMIT modelFound(path); },
                          .cancelled = [this, path] { identify(path); }});
}

void Dropped::take(const QString &path)
{
    if (path.isEmpty())
        return;
    if (path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive))
        read(path);
    else
        identify(path);
}

} // namespace deltascope::app
