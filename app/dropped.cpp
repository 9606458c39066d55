#include "app/dropped.h"

#include "files/inputlines.h"

#include <QFileInfo>
#include <QStringList>

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
        takeInputs(path, bytes);
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
    static const QStringList inputFiles{QStringLiteral("jsonl"), QStringLiteral("txt"), QStringLiteral("csv"),
                                        QStringLiteral("tsv")};
    if (inputFiles.contains(QFileInfo(path).suffix().toLower()))
        m_reads.insert(m_workspace.read(path.toStdString()), path);
    else
        m_checks.insert(m_workspace.identify(path.toStdString()), path);
}

/// The bench has a card for each input: of a long file it takes the beginning and says so.
void Dropped::takeInputs(const QString &path, const QByteArray &bytes)
{
    constexpr qsizetype mostInputs = 500;
    try {
        files::InputLines lines
            = files::inputLinesFrom(path.toStdString(), {bytes.constData(), std::size_t(bytes.size())},
                                    files::lineFormatOf(path.toStdString()));
        QStringList notes;
        if (const std::string note = files::ignoredNote(path.toStdString(), lines); !note.empty())
            notes << QString::fromStdString(note);
        const std::vector<Input> inputs = files::inputsOf(std::move(lines));
        if (inputs.size() > mostInputs)
            notes << tr("%1: the first %2 of %3 inputs were taken").arg(path).arg(mostInputs).arg(inputs.size());
        Q_EMIT inputsFound(
            QList<Input>(inputs.begin(), inputs.begin() + std::min(qsizetype(inputs.size()), mostInputs)));
        if (!notes.isEmpty())
            Q_EMIT noted(notes.join(QLatin1Char('\n')));
    } catch (const Failure &failure) {
        Q_EMIT failed(failure.error());
    }
}

} // namespace deltascope::app
