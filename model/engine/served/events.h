#pragma once

#include <QByteArray>

#include <functional>

namespace deltascope::served {

/// The data of server-sent events as their bytes come, in pieces of any length.
class EventReader {
public:
    explicit EventReader(std::function<void(const QByteArray &data)> heard)
        : m_heard(std::move(heard))
    {
    }

    /// What `heard` throws passes through.
    void take(const QByteArray &bytes);
    /// All bytes of what was no such stream; empty once an event was heard.
    const QByteArray &unheard() const { return m_unheard; }

private:
    std::function<void(const QByteArray &data)> m_heard;
    QByteArray m_line, m_unheard;
    bool m_hasHeard = false;
};

} // namespace deltascope::served
