#pragma once

namespace deltascope::views {

/// Which lanes of the tree are in sight, and how wide they are: names keep their room, so that many lanes become narrow
/// and then scroll beside them. Pure geometry, in pixels.
class LaneWindow {
public:
    static constexpr int wide = 30, narrow = 20;
    /// Behind the last wide lane, for the number beside its mark.
    static constexpr int lastExtra = 12;
    static constexpr int leastNames = 260;

    /// `room` is what the names and the lanes have together. The first lane in sight stays as far as it can.
    void layOut(int room, int lanes);
    void scrollTo(int first);
    /// Scrolls as little as it takes to have a lane in sight.
    void show(int lane);

    int first() const { return m_first; }
    int count() const { return m_count; } ///< in sight
    int lanes() const { return m_lanes; }
    int furthest() const { return m_lanes - m_count; } ///< that can be the first
    bool isScrolling() const { return m_count < m_lanes; }
    bool isInSight(int lane) const { return lane >= m_first && lane < m_first + m_count; }
    int widthOf(int lane) const;

private:
    int m_lanes = 0, m_count = 0, m_first = 0, m_width = wide;
};

} // namespace deltascope::views
