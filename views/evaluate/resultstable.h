#pragma once

#include "items/evaluationmodel.h"

#include <QTableView>

namespace deltascope::views {

/// The configurations and their numbers. One is chosen: the rest of the panel is about it.
class ResultsTable : public QTableView {
    Q_OBJECT

public:
    ResultsTable(items::Session &session, items::Evaluation &evaluation, QWidget *parent = nullptr);
    items::EvaluationModel *results() const { return m_model; }
    /// The key of the chosen configuration; -1 while there is none.
    int chosen() const;
    void choose(int columnKey);
    /// Accuracies that the whiskers' axis spans, a multiple of a tenth each.
    QPair<double, double> span() const;

Q_SIGNALS:
    void chosenChanged(int columnKey);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void keepChosen();
    void spread();

    items::Evaluation &m_evaluation;
    items::EvaluationModel *m_model;
    int m_chosen = -1;
    bool m_isPicked = false; ///< by the user
    bool m_isKeeping = false;
};

} // namespace deltascope::views
