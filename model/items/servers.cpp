#include "items/servers.h"

#include "items/wording.h"

#include <QDir>

#include <algorithm>

namespace deltascope::items {

namespace {

constexpr qsizetype mostSeconds = 30;

} // namespace

double ServerEntry::median() const
{
    if (seconds.isEmpty())
        return 0;
    QList<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

Servers::Servers(Questions &questions, QObject *parent)
    : QObject(parent)
    , m_questions(questions)
{
}

Servers::~Servers() = default;

QStringList Servers::texts() const
{
    QStringList texts;
    for (const ServerEntry &entry : m_entries)
        texts << QString::fromStdString(entry.address.name + "=" + entry.address.url);
    return texts;
}

QString Servers::add(const QString &text)
{
    ServerAddress address;
    try {
        address = parseServer(text.trimmed().toStdString());
    } catch (const Failure &failure) {
        return wording(failure.error());
    }
    for (const ServerEntry &entry : m_entries)
        if (entry.address.name == address.name)
            return tr("There is a server called %1 already; write another name before the address: NAME=URL")
                .arg(QString::fromStdString(address.name));
    ServerEntry &entry = m_entries.emplace_back();
    entry.address = address;
    m_sides.push_back(std::make_unique<bridge::ServerSide>(address));
    Q_EMIT changed();
    ask(count() - 1);
    return {};
}

void Servers::remove(int server)
{
    m_entries.erase(m_entries.begin() + server);
    m_sides.erase(m_sides.begin() + server);
    Q_EMIT changed();
}

int Servers::indexOf(const QObject *side) const
{
    const auto found
        = std::find_if(m_sides.begin(), m_sides.end(), [side](const auto &one) { return one.get() == side; });
    return static_cast<int>(found - m_sides.begin());
}

void Servers::ask(int server)
{
    bridge::ServerSide *side = m_sides[static_cast<std::size_t>(server)].get();
    ServerEntry &asked = m_entries[static_cast<std::size_t>(server)];
    if (asked.isAsked)
        return;
    asked.isAsked = true;
    bridge::Request<ServedState> answer;
    answer.then = [this, side](ServedState state) {
        const int at = indexOf(side);
        ServerEntry &entry = m_entries[static_cast<std::size_t>(at)];
        entry.isAsked = false;
        entry.problem.clear();
        entry.seconds << state.seconds;
        while (entry.seconds.size() > mostSeconds)
            entry.seconds.removeFirst();
        entry.said = std::move(state);
        Q_EMIT told(at);
    };
    answer.failed = [this, side](const Error &error) {
        const int at = indexOf(side);
        ServerEntry &entry = m_entries[static_cast<std::size_t>(at)];
        entry.isAsked = false;
        entry.problem = wording(error);
        Q_EMIT told(at);
    };
    side->state(side, std::move(answer));
    Q_EMIT told(server);
}

void Servers::askAll()
{
    for (int server = 0; server < count(); ++server)
        ask(server);
}

void Servers::unload(int server, const QString &adapter)
{
    bridge::ServerSide *side = m_sides[static_cast<std::size_t>(server)].get();
    bridge::Request<Done> answer;
    answer.then = [this, side](Done) { ask(indexOf(side)); };
    answer.failed = [this](const Error &error) { Q_EMIT failed(wording(error)); };
    side->unload(side, adapter.toStdString(), std::move(answer));
}

void Servers::load(int server, const DeltaInfo &delta)
{
    bridge::ServerSide *side = m_sides[static_cast<std::size_t>(server)].get();
    const ServedAdapter adapter{delta.name, QDir(QString::fromStdString(delta.path)).absolutePath().toStdString(), 1};
    const auto refuse = [this](const Error &error) { Q_EMIT failed(wording(error)); };
    Request<CheckReport> checked;
    checked.failed = refuse;
    checked.then = [this, side, adapter, refuse](const CheckReport &report) {
        if (const std::string reason = notServable(report, 0); !reason.empty())
            return refuse(Error{report.fits ? adapter.name : "", reason, {}, {}});
        bridge::Request<Done> answer;
        answer.then = [this, side](Done) { ask(indexOf(side)); };
        answer.failed = refuse;
        side->load(side, adapter, std::move(answer));
    };
    m_questions.identify(side, delta.path, std::move(checked));
}

} // namespace deltascope::items
