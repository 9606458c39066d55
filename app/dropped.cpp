#include "app/dropped.h"

#include "files/inputlines.h"

#include <QFileInfo>
#include <QStringList>

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
                     {.then = [this, path](const QByteArray &bytes) { takeInputs(path, bytes); },
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
    static const QStringList inputFiles{QStringLiteral("jsonl"), QStringLiteral("txt"), QStringLiteral("csv"),
                                        QStringLiteral("tsv")};
    if (inputFiles.contains(QFileInfo(path).suffix().toLower()))
        read(path);
    else
        identify(path);
}

/// The bench has a card for each input: of a long file it takes the beginning and says so.
void Dropped::takeInputs(const QString &path, const QByteArray &bytes)
{
    constexpr std::size_t mostInputs = 500;
    try {
        files::InputLines lines
            = files::inputLinesFrom(path.toStdString(), {bytes.constData(), std::size_t(bytes.size())},
                                    files::lineFormatOf(path.toStdString()));
        QStringList notes;
        if (const std::string note = files::ignoredNote(path.toStdString(), lines); !note.empty())
            notes << QString::fromStdString(note);
        if (lines.lines.size() > mostInputs) {
            notes << tr("%1: the first %2 of %3 inputs were taken; Evaluate takes all of them")
                         .arg(path)
                         .arg(mostInputs)
                         .arg(lines.lines.size());
            lines.lines.resize(mostInputs);
        }
        Q_EMIT inputsFound(lines.lines);
        if (!notes.isEmpty())
            Q_EMIT noted(notes.join(QLatin1Char('\n')));
    } catch (const Failure &failure) {
        Q_EMIT failed(failure.error());
    }
}

} // namespace deltascope::app
