#pragma once

#include "bridge/serverside.h"
#include "items/questions.h"

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
    /// As they are typed, "NAME=URL".
    QStringList texts() const;

    /// Adds a server and asks it. Why the text is none, or why there cannot be another of its name; else empty.
    QString add(const QString &text);
    void remove(int server);
    void ask(int server);
    void askAll();
    void unload(int server, const QString &adapter);
    /// A delta's folder, as the server finds it at the same place; what it could not serve is refused here.
    void load(int server, const DeltaInfo &delta);

Q_SIGNALS:
    void changed(); ///< a server came or went
    void told(int server); ///< what it says is another thing than before
    void failed(const QString &sentence); ///< of what the user asked to be done there

private:
    int indexOf(const QObject *side) const;

    Questions &m_questions;
    std::vector<ServerEntry> m_entries;
    std::vector<std::unique_ptr<bridge::ServerSide>> m_sides; ///< by server
};

} // namespace deltascope::items
