#pragma once

#include "items/linesmodel.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace deltascope::views {

/// The lines that flip from the baseline to the chosen configuration. A click, or Return, brings a line into the
/// comparison; in data that are the comparison's own inputs, what is right can be typed.
class LinesList : public QWidget {
    Q_OBJECT

public:
    LinesList(items::Session &session, items::Evaluation &evaluation, QWidget *parent = nullptr);
    items::LinesModel *lines() const { return m_lines; }
    QTableView *table() const { return m_table; }
    void setColumn(int columnKey);
    void setFilter(const items::LineFilter &filter);

Q_SIGNALS:
    void lineChosen(int line);
    void filterChanged(); ///< by a chip

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addChip(QHBoxLayout *row, items::LineFilter::What what);
    void showCounts();
    void spread();
    void choose(const QModelIndex &index);
    QString chipText(items::LineFilter::What what) const;

    items::Session &m_session;
    const items::Evaluation &m_evaluation;
    items::LinesModel *m_lines;
    QTableView *m_table;
    QLabel *m_title, *m_what;
    QButtonGroup *m_chips;
};

} // namespace deltascope::views
