#pragma once

#include "items/benchmodel.h"
#include "items/meters.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QToolButton;

namespace deltascope::views {

class BenchBar;
class BenchTable;
class CellDelegate;
class ColumnHeader;
class DivergencePlot;
class FailedRows;
class InputsPanel;
class PlotPanel;
class ResultsMenu;
class RulesPanel;

/// The comparison: inputs down, configurations across, and below where they part from the backbone.
class BenchPanel : public QWidget {
    Q_OBJECT

public:
    BenchPanel(items::Session &session, items::Bench &bench, items::Meters &meters, QWidget *parent = nullptr);
    /// The list of inputs; the window places it to the left.
    InputsPanel *inputs() const { return m_inputs; }
    BenchTable *table() const { return m_table; }
    DivergencePlot *plot() const;
    QSplitter *splitter() const { return m_splitter; }
    ResultsMenu *results() const { return m_results; }
    BenchBar *bar() const { return m_bar; }
    RulesPanel *rules() const { return m_rules; }
    /// The session's rules, beside the first column that goes by them.
    void openRules();

Q_SIGNALS:
    void connectAsked(const QString &server); ///< by its name
    void serversAsked(); ///< to be shown
    void checkAsked(const QString &server); ///< what it answers
    void moduleClicked(int module);
    /// Where the configuration `one` does other things than the baseline `other`, by their names; nowhere: none.
    void differenceFound(const QList<int> &modules, const QString &one, const QString &other);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeTableArea();
    void connectParts();
    void layOutRows();
    void showState();
    void hideRepeats();
    void openAddMenu();
    void addServers(QMenu &menu);
    void help(int columnKey);
    void findDifference(int key);
    void continueWith(const QModelIndex &index);

    items::Session &m_session;
    items::Bench &m_bench;
    items::BenchModel *m_model;
    InputsPanel *m_inputs;
    BenchTable *m_table;
    ColumnHeader *m_header;
    CellDelegate *m_delegate;
    FailedRows *m_failedRows;
    ResultsMenu *m_results;
    BenchBar *m_bar;
    RulesPanel *m_rules;
    QToolButton *m_add;
    QLabel *m_error;
    PlotPanel *m_plot;
    QSplitter *m_splitter;
    QTimer m_layoutTimer;
};

} // namespace deltascope::views
