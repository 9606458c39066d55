#pragma once

#include "app/actions.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace deltascope::app {

/// Every action with its key, found by a few of its letters and run with Return: the keyboard alone is enough. Stands
/// over the window's head while it is open.
class Palette : public QFrame {
    Q_OBJECT

public:
    Palette(const Actions &actions, QWidget &window);
    void open();
    QLineEdit *field() const { return m_field; }
    QListView *list() const { return m_list; }
    static constexpr int mostWidth = 620, mostHeight = 420;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void leave();
    void filter();
    void runCurrent();
    void place();

    const Actions &m_actions;
    QWidget &m_window;
    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_model;
    QLabel *m_nothing; ///< in the list's place where nothing is found
    QList<Action> m_offered; ///< while it is open
    QPointer<QWidget> m_before; ///< that had the focus
};

} // namespace deltascope::app
