#include "items/servers.h"

#include "core/loading.h"
#include "items/wording.h"

#include <algorithm>

namespace deltascope::items {

namespace {

constexpr qsizetype mostSeconds = 30;

std::vector<PathMapping> mappingsOf(const ServerEntry &server)
{
    if (server.mapping.isEmpty())
        return {};
    return {parseMapping(server.mapping.toStdString())};
}

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
    , m_files(new ServedFiles(this))
{
    connect(m_files, &ServedFiles::told, this, [this] {
        for (int server = 0; server < count(); ++server)
            Q_EMIT told(server);
    });
}

Servers::~Servers() = default;

int Servers::placeOf(const QString &name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&name](const ServerEntry &entry) {
        return QString::fromStdString(entry.address.name) == name;
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

Question Servers::complete(int server, QObject *asker, const CompletionRequest &request, Request<Completion> answer)
{
    return m_sides[static_cast<std::size_t>(server)]->complete(asker, request, std::move(answer));
}

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
        std::vector<std::string> taken;
        for (const ServerEntry &entry : m_entries)
            taken.push_back(entry.address.name);
        address = parseServer(text.trimmed().toStdString(), taken);
    } catch (const Failure &failure) {
        return wording(failure.error());
    }
    for (const ServerEntry &entry : m_entries)
        if (entry.address.url == address.url && !text.contains(QLatin1Char('='))) // it would get another name
            return tr("This address is in the list already, as %1").arg(QString::fromStdString(entry.address.name));
    if (const QString name = QString::fromStdString(address.name); placeOf(name) >= 0)
        return tr("There is a server called %1 already; write another name before the address: NAME=URL").arg(name);
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
        m_files->refresh();
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

QString Servers::setMapping(int server, const QString &text)
{
    QString &mapping = m_entries[static_cast<std::size_t>(server)].mapping;
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    const QString typed
        = equals < 0 ? text.trimmed() : text.left(equals).trimmed() + QLatin1Char('=') + text.mid(equals + 1).trimmed();
    try {
        if (!typed.isEmpty())
            parseMapping(typed.toStdString());
    } catch (const Failure &failure) {
        return wording(failure.error());
    }
    if (mapping != typed) {
        mapping = typed;
        Q_EMIT placed();
        Q_EMIT told(server); // which files it has
    }
    return {};
}

void Servers::setCopies(const QString &folder)
{
    m_copies = folder;
    Q_EMIT placed();
}

void Servers::load(int server, const QString &name, const Mix &mix)
{
    bridge::ServerSide *side = m_sides[static_cast<std::size_t>(server)].get();
    const bool isPlain = mix.deltas.size() == 1 && mix.deltas[0].strength == 1 && mix.deltas[0].sites.empty();
    const LoadRequest request{name.toStdString(), mix, isPlain ? std::string() : m_copies.toStdString(),
                              mappingsOf(at(server)), 0};
    Request<Loaded> prepared;
    prepared.failed = [this](const Error &error) { Q_EMIT failed(wording(error)); };
    prepared.then = [this, side](const Loaded &loaded) {
        bridge::Request<Done> answer;
        answer.then = [this, side](Done) { ask(indexOf(side)); };
        answer.failed = [this](const Error &error) { Q_EMIT failed(wording(error)); };
        side->load(side, loaded.adapter, std::move(answer));
    };
    m_questions.prepare(side, request, std::move(prepared));
}

files::SameFiles Servers::filesOf(const ServerEntry &server, const ServedAdapter &adapter,
                                  const std::string &folder) const
{
    if (adapter.path.empty() || folder.empty())
        return files::SameFiles::Unknown;
    return m_files->of(unmapped(adapter.path, mappingsOf(server)), folder);
}

} // namespace deltascope::items
