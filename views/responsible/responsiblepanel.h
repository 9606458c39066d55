#pragma once

#include "items/blaming.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace deltascope::views {

class BlameChart;
class TakeAway;

/// "Which layers are responsible?": the search for the fewest modules that make one column answer otherwise than
/// another one, run by run, and what it found.
class ResponsiblePanel : public QWidget {
    Q_OBJECT

public:
    ResponsiblePanel(items::Session &session, items::Blaming &blaming, QWidget *parent = nullptr);
    BlameChart *chart() const { return m_chart; }
    QListWidget *sites() const { return m_sites; }
    TakeAway *takings() const { return m_take; }
    QPushButton *searchButton() const { return m_search; } ///< hidden while a search runs
    QString sentence() const;

Q_SIGNALS:
    /// Where the last run that still gave the answer, the chosen one or the result had its deltas.
    void lit(const QList<int> &modules);
    void moduleChosen(int module);
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeResult();
    void connectParts();
    void refresh();
    void tellLit();
    void showQuestion();
    void showSites();
    void showChart();
    void openInputMenu();
    void openColumnMenu(QToolButton *button);
    void openSaveMenu();

    items::Session &m_session;
    items::Blaming &m_blaming;
    QToolButton *m_input, *m_from, *m_to, *m_save;
    QLabel *m_progress, *m_hint, *m_sentence, *m_detail, *m_error;
    QProgressBar *m_bar;
    QPushButton *m_search, *m_stop, *m_attach;
    BlameChart *m_chart;
    QListWidget *m_sites;
    QStackedWidget *m_pages;
    TakeAway *m_take = nullptr;
    QList<int> m_lit; ///< as was told last
};

} // namespace deltascope::views
