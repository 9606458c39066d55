#pragma once

#include "items/evaluation.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace deltascope::views {

class ConfusionMap;
class ElidedLabel;
class LabelBars;
class LinesList;
class ResultsTable;
class TakeAway;

/// Labelled data under the configurations of the comparison: which one is better, by how much, on which lines, and
/// whether it is chance.
class EvaluatePanel : public QWidget {
    Q_OBJECT

public:
    EvaluatePanel(items::Session &session, items::Evaluation &evaluation, QWidget *parent = nullptr);
    ResultsTable *results() const { return m_results; }
    LinesList *lines() const { return m_lines; }
    ConfusionMap *confusion() const { return m_confusion; }
    LabelBars *labelBars() const { return m_bars; }
    TakeAway *takeResults() const { return m_takeResults; }
    TakeAway *takeConfusion() const { return m_takeConfusion; }
    TakeAway *takeLines() const { return m_takeLines; }
    /// Asks for a file of labelled lines.
    void chooseFile();

Q_SIGNALS:
    /// A line was brought into the comparison as an input.
    void lineBrought(int inputKey);
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void takeAlong();
    QWidget *makeHead();
    QWidget *makeEmpty();
    QWidget *makeResults();
    QWidget *makeConfusion();
    QWidget *makeBars();
    QWidget *makeSection(const QString &title, QWidget *note, QWidget *content);
    void connectParts();
    void openDataMenu();
    void openSaveMenu();
    void openBaselineMenu();
    void showData();
    void showRun();
    void showChosen();
    void showBars();
    void bring(int line);
    QString dataText() const;
    QString weakestText(const evaluate::Confusion &confusion, const std::vector<std::string> &labels) const;

    items::Session &m_session;
    items::Evaluation &m_evaluation;
    ElidedLabel *m_name, *m_facts;
    QToolButton *m_change, *m_save, *m_baseline;
    QCheckBox *m_generates;
    QProgressBar *m_bar;
    QLabel *m_progress, *m_error, *m_hint;
    QPushButton *m_run, *m_stop;
    ResultsTable *m_results;
    LinesList *m_lines;
    ConfusionMap *m_confusion;
    LabelBars *m_bars;
    ElidedLabel *m_weakest, *m_confusionOf, *m_barsOf;
    TakeAway *m_takeResults = nullptr, *m_takeConfusion = nullptr, *m_takeLines = nullptr;
    QSplitter *m_right;
    QStackedWidget *m_pages;
};

} // namespace deltascope::views
