#include "engine/served/events.h"

namespace deltascope::served {

void EventReader::take(const QByteArray &bytes)
{
    constexpr QByteArrayView mark("data:");
    m_line += bytes;
    if (!m_hasHeard)
        m_unheard += bytes;
    qsizetype end = 0;
    while ((end = m_line.indexOf('\n')) >= 0) {
        const QByteArray line = m_line.left(end).trimmed();
        m_line.remove(0, end + 1);
        if (!line.startsWith(mark))
            continue; // a blank one, or a comment that keeps the connection open
        m_hasHeard = true;
        m_unheard.clear();
        m_heard(line.mid(mark.size()).trimmed());
    }
}

} // namespace deltascope::served
