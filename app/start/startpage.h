#pragma once

#include "app/start/keptsessions.h"
#include "app/start/localmodels.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace deltascope::app {

class DropTarget;
class Story;

/// What the start page is shown with.
struct StartFacts {
    QString problem = {}; ///< why the last try to open something failed; may be empty
    bool canFind = false; ///< what failed is a session that is kept: its model can be looked for
    QString open = {}; ///< what is open behind the page; empty: nothing is
    QString demo = {}; ///< folder of the demo's model; empty: there is none
    bool isStoryFolded = false;
    QStringList folders = {}; ///< where models may be besides the hub's cache
    QString shelf = {}; ///< the folder of deltas; may be empty
};

/// Stands where the panels would while nothing is open, and before them when asked for: the story, the sessions that
/// are kept, the models on this machine.
class StartPage : public QWidget {
    Q_OBJECT

public:
    StartPage(items::Keeper &keeper, items::Questions &questions, QWidget *parent = nullptr);
    void show(const StartFacts &facts);
    /// Whether all that it lists is there.
    bool isSettled() const { return !m_sessions.isReading() && !m_models.isLooking(); }

    Story *story() const { return m_story; }
    QListView *sessions() const { return m_sessionList; }
    QTableView *models() const { return m_modelTable; }

Q_SIGNALS:
    void demoAsked();
    void walkAsked();
    void storyFolded();
    void storyUnfolded();
    void folderAsked(); ///< a model's folder is to be chosen
    void nameAsked();
    void placeAsked(); ///< a folder to look for models in is to be chosen
    void modelAsked(const QString &model);
    void sessionAsked(const files::KeptSession &kept);
    void moveAsked(const files::KeptSession &kept); ///< its model is to be looked for
    void findAsked(); ///< the model of the session that failed to open
    void dropped(const QString &path);
    void left(); ///< back to what is open

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeTop();
    QWidget *makeSessions();
    QWidget *makeModels();
    void setUpLists();
    void layOut();
    void connectParts();
    void showSessions();
    void showModels();
    void openSession(const QModelIndex &index);
    void openModel(const QModelIndex &index);
    void focusFirst();

    KeptSessions m_sessions;
    LocalModels m_models;
    Story *m_story;
    QWidget *m_trouble;
    QLabel *m_problem;
    QPushButton *m_find, *m_back;
    QListView *m_sessionList;
    QLabel *m_sessionCount;
    QStackedWidget *m_sessionPages;
    QTableView *m_modelTable;
    QLabel *m_modelCount, *m_modelHint;
    QStackedWidget *m_modelPages;
    QPushButton *m_place, *m_name;
    DropTarget *m_target;
};

} // namespace deltascope::app
