#pragma once

#include "items/sweep.h"
#include "views/common/theme.h"

#include <QImage>
#include <QWidget>

class QCustomPlot;

namespace deltascope::views {

/// What the plot shows.
struct SweepFigure {
    QString title; ///< for what is saved
    QString delta; ///< whose strength it is
    QString meaning; ///< of the numbers
    std::vector<double> strengths;
    QList<items::Sweep::Line> lines;
    QStringList answers; ///< by strength
    double now = 1; ///< the delta's strength in the rack
};

/// Lines over the strength of a delta. Pointing reads out; a click says which strength was meant.
class SweepPlot : public QWidget {
    Q_OBJECT

public:
    explicit SweepPlot(QWidget *parent = nullptr);
    void show(const SweepFigure &figure);
    const SweepFigure &figure() const { return m_figure; }
    QImage picture(Theme::Kind kind) const;
    /// Where a strength stands, in this widget.
    QPoint positionOf(double strength) const;
    /// What is read out there; empty beside the lines.
    QString readOut(const QPoint &position) const;
    static QString tableOf(const SweepFigure &figure, QChar separator);

Q_SIGNALS:
    void strengthClicked(double strength);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int stepAt(const QPoint &position) const;

    QCustomPlot *m_plot;
    SweepFigure m_figure;
};

} // namespace deltascope::views
