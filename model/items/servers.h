#pragma once

#include "bridge/serverside.h"
#include "items/questions.h"
#include "items/servedfiles.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace deltascope::items {

/// A server as people see it.
struct ServerEntry {
    ServerAddress address;
    std::optional<ServedState> said; ///< what it said last; none: nothing yet
    QString problem; ///< why it does not answer now; empty if it does
    QList<double> seconds; ///< that its last answers took, the newest last
    bool isAsked = false; ///< its answer is still to come
    QString mapping = {}; ///< where it finds what stands here, as typed: "LOCAL=SERVER"; empty: at the same place

    bool isReady() const { return said && problem.isEmpty(); }
    double median() const; ///< of seconds; 0 without any
};

/// The servers that the user named, and what they say of themselves. Keys stand nowhere here.
class Servers : public QObject {
    Q_OBJECT

public:
    explicit Servers(Questions &questions, QObject *parent = nullptr);
    ~Servers() override;

    int count() const { return static_cast<int>(m_entries.size()); }
    const ServerEntry &at(int server) const { return m_entries[static_cast<std::size_t>(server)]; }
    /// The place of the server of that name; -1: there is none.
    int placeOf(const QString &name) const;
    /// As they are typed, "NAME=URL".
    QStringList texts() const;

    /// Adds a server and asks it. Why the text is none, or why there cannot be another of its name; else empty.
    QString add(const QString &text);
    void remove(int server);
    void ask(int server);
    void askAll();
    void unload(int server, const QString &adapter);
    /// Parts are RunPart, of one cell. Never answered if the server is removed.
    Question complete(int server, QObject *asker, const CompletionRequest &request, Request<Completion> answer);
    /// The folder that copies are written below; empty: not chosen yet.
    const QString &copies() const { return m_copies; }
    void setCopies(const QString &folder);
    /// Why the text is no mapping; else empty, and it counts from now on.
    QString setMapping(int server, const QString &text);
    /// A configuration as one adapter of that name, from where the server finds it; what it could not serve is refused
    /// here. What is not a delta as it was saved is written as a copy below copies().
    void load(int server, const QString &name, const Mix &mix);
    /// Whether a server's adapter was loaded from what stands in a folder here. Unknown until it was looked up, which
    /// told() says, and where the server's files cannot be read from here.
    files::SameFiles filesOf(const ServerEntry &server, const ServedAdapter &adapter, const std::string &folder) const;

Q_SIGNALS:
    void changed(); ///< a server came or went
    void placed(); ///< a mapping, or the folder of copies, is another one
    void told(int server); ///< what it says is another thing than before
    void failed(const QString &sentence); ///< of what the user asked to be done there

private:
    int indexOf(const QObject *side) const;

    Questions &m_questions;
    ServedFiles *m_files;
    QString m_copies;
    std::vector<ServerEntry> m_entries;
    std::vector<std::unique_ptr<bridge::ServerSide>> m_sides; ///< by server
};

} // namespace deltascope::items
