#pragma once

#include "views/bench/divergencefigure.h"

#include <QFrame>

namespace deltascope::views {

/// What the lines of a plot say at one module. It floats over the whole window, so that it is never cut, and lets the
/// pointer through.
class ReadOut : public QFrame {
    Q_OBJECT

public:
    /// Belongs to `plot`; shown in the window that holds it.
    explicit ReadOut(QWidget *plot);
    /// Beside a place on the screen: to the right of it or, where there is no room, to the left.
    void show(const QList<DivergenceLine> &lines, std::size_t index, const QPoint &globalPosition);
    /// As it reads: "fc2\nen 0.91".
    QString text() const { return m_lines.join(QLatin1Char('\n')); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_plot;
    QList<DivergenceLine> m_drawn;
    QStringList m_lines; ///< the module, then name and number of each line
    QStringList m_numbers;
};

} // namespace deltascope::views
