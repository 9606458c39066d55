#pragma once

#include "core/statistics.h"
#include "items/sessionstate.h"

#include <QWidget>

class QLabel;

namespace deltascope::views {

class BarChart;
class ElidedLabel;
class MeterBar;

/// The singular values of what one tap adds to its weight, its effective rank, and its size beside the weight's.
class SpectrumView : public QWidget {
    Q_OBJECT

public:
    explicit SpectrumView(QWidget *parent = nullptr);
    /// `waiting` says why there are no numbers yet; empty if none are to come.
    void show(const items::SessionDelta &delta, const TapStatistics *tap, const QString &waiting);

private:
    ElidedLabel *m_title;
    QLabel *m_rank;
    BarChart *m_chart;
    QWidget *m_ratioPart;
    MeterBar *m_ratioBar;
    QLabel *m_ratio;
};

} // namespace deltascope::views
