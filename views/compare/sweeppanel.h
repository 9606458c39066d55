#pragma once

#include "items/sweep.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace deltascope::views {

class SweepPlot;
class TakeAway;

/// What a delta does as its strength goes from none to twice as trained. Follows the session while it is seen; a click
/// into the plot gives the delta that strength.
class SweepPanel : public QWidget {
    Q_OBJECT

public:
    SweepPanel(items::Session &session, items::Sweep &sweep, QWidget *parent = nullptr);
    /// What is chosen and what can be taken along, for the head of the place that the panel stands in.
    QWidget *head() const { return m_head; }
    SweepPlot *plot() const { return m_plot; }
    TakeAway *takings() const { return m_take; }

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fillHead();
    void connectParts();
    void refresh();
    void showHint();
    void openDeltaMenu();
    void openInputMenu();
    void openBesideMenu();
    void openSaveMenu();

    items::Session &m_session;
    items::Sweep &m_sweep;
    QWidget *m_head;
    QToolButton *m_delta, *m_input, *m_beside, *m_save;
    QProgressBar *m_bar;
    QLabel *m_hint, *m_error;
    SweepPlot *m_plot;
    TakeAway *m_take;
};

} // namespace deltascope::views
