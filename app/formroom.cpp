#include "app/formroom.h"

#include <QSplitter>

namespace deltascope::app {

FormRoom::FormRoom(QSplitter *rows)
    : m_rows(rows)
{
    QObject::connect(rows, &QSplitter::splitterMoved, rows, [this] { m_before.clear(); });
}

void FormRoom::begin(int height)
{
    const QList<int> now = m_rows->sizes();
    if (isMade() || now.size() != 2 || now[0] >= height)
        return;
    m_before = now;
    m_rows->setSizes({height, now[0] + now[1] - height});
}

void FormRoom::end()
{
    if (isMade())
        m_rows->setSizes(m_before);
    m_before.clear();
}

QList<int> FormRoom::sizes() const { return isMade() ? m_before : m_rows->sizes(); }

} // namespace deltascope::app
