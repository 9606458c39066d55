#pragma once

#include "core/statistics.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QToolButton;

namespace deltascope::views {

class ElidedLabel;
class BarChart;

/// The numbers of a module's parameters: a button for each, the chosen one's histogram, mean and deviation.
class WeightsView : public QWidget {
    Q_OBJECT

public:
    explicit WeightsView(QWidget *parent = nullptr);
    /// Chooses the first parameter again.
    void startOver() { m_param = 0; }
    /// `waiting` says why there are no numbers yet; empty if none are to come.
    void show(const ModuleInfo &module, const std::optional<ModuleStatistics> &statistics, const QString &waiting);

private:
    void syncButtons();
    void showParam();

    ModuleInfo m_module;
    std::optional<ModuleStatistics> m_statistics;
    QString m_waiting;
    QHBoxLayout *m_row; ///< one button a parameter
    QList<QToolButton *> m_buttons;
    int m_param = 0; ///< whose histogram is shown
    ElidedLabel *m_facts;
    BarChart *m_chart;
};

} // namespace deltascope::views
