#include "views/modules/lanewindow.h"

#include <algorithm>

namespace deltascope::views {

void LaneWindow::layOut(int room, int lanes)
{
    const int forLanes = std::max(narrow, room - leastNames);
    m_lanes = lanes;
    m_width = lanes * wide + lastExtra <= forLanes ? wide : narrow;
    m_count = m_width == wide ? lanes : std::min(lanes, forLanes / narrow);
    scrollTo(m_first);
}

void LaneWindow::scrollTo(int first) { m_first = std::clamp(first, 0, std::max(0, furthest())); }

void LaneWindow::show(int lane)
{
    if (lane < m_first)
        scrollTo(lane);
    else if (lane >= m_first + m_count)
        scrollTo(lane - m_count + 1);
}

int LaneWindow::widthOf(int lane) const { return m_width + (m_width == wide && lane + 1 == m_lanes ? lastExtra : 0); }

} // namespace deltascope::views
