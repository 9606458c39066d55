#include "app/formroom.h"

#include <QSplitter>

namespace deltascope::app {

void FormRoom::begin(int height)
{
    const QList<int> now = m_rows->sizes();
    if (!m_before.isEmpty() || now.size() != 2 || now[0] >= height)
        return;
    m_before = now;
    m_rows->setSizes({height, now[0] + now[1] - height});
    m_during = m_rows->sizes();
}

void FormRoom::end()
{
    if (isMade())
        m_rows->setSizes(m_before);
    m_before.clear();
}

QList<int> FormRoom::sizes() const { return isMade() ? m_before : m_rows->sizes(); }

bool FormRoom::isMade() const { return !m_before.isEmpty() && m_rows->sizes() == m_during; }

} // namespace deltascope::app
