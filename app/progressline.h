#pragma once

#include "bridge/workspace.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace deltascope::views {
class ElidedLabel;
}

namespace deltascope::app {

/// The line at the window's foot: what takes longer than a moment and can be stopped (opening, loading deltas,
/// writing), how far it is, Stop. It never moves what is above it.
class ProgressLine : public QWidget {
    Q_OBJECT

public:
    static constexpr int lineHeight = 24;

    explicit ProgressLine(bridge::Workspace &workspace, QWidget *parent = nullptr);

private:
    void take(bridge::Lane lane, bool isBusy);
    void showBusy();

    bridge::Workspace &m_workspace;
    bridge::Lane m_lane = bridge::Lane::Open;
    bool m_isBusy = false;
    QTimer m_delay;
    views::ElidedLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

} // namespace deltascope::app
