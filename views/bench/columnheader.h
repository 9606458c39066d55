#pragma once

#include "items/bench.h"
#include "views/bench/columnhead.h"

#include <QHeaderView>

class QLineEdit;
class QMenu;

namespace deltascope::views {

/// The heads of the comparison: the marks that the engine reports as attached, the column's name and its key.
/// Drag to reorder, double-click to rename, right-click for the rest; with the focus, arrows walk the heads, Space
/// plugs a column in or opens the rules that it goes by, Alt+arrows move it, F2 renames and Delete removes it.
class ColumnHeader : public QHeaderView {
    Q_OBJECT

public:
    ColumnHeader(items::Session &session, const items::Bench &bench, QWidget *parent = nullptr);
    /// Where the column's head is on the screen; of a column that is not there, the whole row.
    QRect globalRect(int key) const;
    /// Opens the field that renames the column.
    void editName(int section);

    static constexpr int height = 38;

Q_SIGNALS:
    void differenceAsked(int key); ///< between the column and the baseline, in the tree
    void rulesAsked(const QRect &global); ///< that a column goes by, beside that place
    void helpAsked(int key); ///< a column on a server lacks something
    void checkAsked(const QString &server); ///< whether it answers as what it is asked for

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sizeHint() const override { return {100, height}; }
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    const items::BenchColumn *columnAt(int section) const;
    int sectionOf(int key) const; ///< -1: it is gone
    void askRules(int section);
    void addServerActions(QMenu &menu, const items::BenchColumn &column);
    void openMenu(int section, const QPoint &globalPosition);
    void walk(int by);
    void takeName();
    void takeMove(int logical, int from, int to);

    items::Session &m_session;
    const items::Bench &m_bench;
    ColumnHead m_head;
    QLineEdit *m_edit;
    int m_current = 0; ///< the section that the keys are at
    int m_editedKey = 0;
    bool m_isTakingMove = false;
};

} // namespace deltascope::views
