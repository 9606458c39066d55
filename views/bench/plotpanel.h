#pragma once

#include "items/meters.h"
#include "views/bench/divergencefigure.h"

#include <QWidget>

class QToolButton;

namespace deltascope::views {

class DivergenceLegend;
class DivergencePlot;
class ElidedLabel;

/// The divergence plot with its head: over which inputs it is, where the columns first part, what its lines are.
class PlotPanel : public QWidget {
    Q_OBJECT

public:
    PlotPanel(items::Session &session, items::Meters &meters, QWidget *parent = nullptr);
    DivergencePlot *plot() const { return m_plot; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    QList<DivergenceLine> lines() const;
    QString hint(const QList<DivergenceLine> &lines) const;
    QString scopeText() const;
    void openScopeMenu();

    items::Session &m_session;
    items::Meters &m_meters;
    QToolButton *m_scope;
    ElidedLabel *m_hint;
    DivergenceLegend *m_legend;
    DivergencePlot *m_plot;
};

} // namespace deltascope::views
