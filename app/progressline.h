#pragma once

#include "bridge/workspace.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace deltascope::app {

/// Shows what takes longer than a moment and can be stopped: opening, loading deltas, writing.
class ProgressLine : public QWidget {
    Q_OBJECT

public:
    explicit ProgressLine(bridge::Workspace &workspace, QWidget *parent = nullptr);

private:
    void take(bridge::Lane lane, bool isBusy);

    bridge::Workspace &m_workspace;
    bridge::Lane m_lane = bridge::Lane::Open;
    bool m_isBusy = false;
    QTimer m_delay;
    QLabel *m_text;
    QProgressBar *m_bar;
};

} // namespace deltascope::app
