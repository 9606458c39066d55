#pragma once

#include "items/shelforder.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace deltascope::views {

class ElidedLabel;

/// The shelf: every delta below a folder, found by words, in an order, each to be dragged onto the window or added with
/// Return, a double click or the button.
class ShelfPanel : public QWidget {
    Q_OBJECT

public:
    ShelfPanel(items::Session &session, items::Questions &questions, QWidget *parent = nullptr);
    items::ShelfModel &shelf() { return m_shelf; }
    QListView *list() const { return m_list; }
    bool isAddable() const;

public Q_SLOTS:
    void chooseFolder();

Q_SIGNALS:
    void addAsked(const QString &path);
    /// The modules at which the selected delta would sit.
    void pointed(const QList<int> &modules);
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void connectParts();
    void refresh();
    void add();
    const ShelfEntry *current() const;
    QString hintText() const;

    items::Session &m_session;
    items::ShelfModel m_shelf;
    items::ShelfOrder m_order;
    ElidedLabel *m_folder;
    QToolButton *m_choose, *m_again, *m_close;
    QLineEdit *m_words;
    QComboBox *m_by;
    QStackedWidget *m_pages;
    QListView *m_list;
    QLabel *m_hint;
    QPushButton *m_chooseFirst, *m_add;
    QWidget *m_foot;
    QLabel *m_status;
};

} // namespace deltascope::views
