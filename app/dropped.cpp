#include "app/dropped.h"

#include "files/inputlines.h"
#include "items/background.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace deltascope::app {

namespace {

struct FoundInputs {
    std::vector<DataLine> lines;
    QStringList notes; ///< what was left out
};

/// The bench has a card for each input: of a long file it takes the beginning and says so.
Outcome<FoundInputs> inputsOf(const QString &path, const QByteArray &bytes)
{
    constexpr std::size_t mostInputs = 500;
    try {
        files::InputLines read
            = files::inputLinesFrom(path.toStdString(), {bytes.constData(), std::size_t(bytes.size())},
                                    files::lineFormatOf(path.toStdString()));
        FoundInputs found;
        if (const std::string note = files::ignoredNote(path.toStdString(), read); !note.empty())
            found.notes << QString::fromStdString(note);
        if (read.lines.size() > mostInputs) {
            found.notes << Dropped::tr("%1: the first %2 of %3 inputs were taken; Evaluate takes all of them")
                               .arg(path)
                               .arg(mostInputs)
                               .arg(read.lines.size());
            read.lines.resize(mostInputs);
        }
        found.lines = std::move(read.lines);
        return found;
    } catch (const Failure &failure) {
        return failure.error();
    }
}

} // namespace

Dropped::Dropped(bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
}

void Dropped::read(const QString &path)
{
    m_workspace.read(this, path.toStdString(),
                     {.then = [this, path](const QByteArray &bytes) { parse(path, bytes); },
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

void Dropped::parse(const QString &path, const QByteArray &bytes)
{
    auto *background = new items::Background(this); // each file's own: none waits for another, or takes its place
    connect(background, &items::Background::settled, background, &QObject::deleteLater);
    background->start([this, path, bytes]() -> items::Background::Finish {
        return [this, found = inputsOf(path, bytes)] {
            if (!found)
                return Q_EMIT failed(found.error());
            Q_EMIT inputsFound(found.value().lines);
            if (!found.value().notes.isEmpty())
                Q_EMIT noted(found.value().notes.join(QLatin1Char('\n')));
        };
    });
}

} // namespace deltascope::app
