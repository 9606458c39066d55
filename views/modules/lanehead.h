#pragma once

#include "items/moduletreemodel.h"

#include <QHeaderView>

class QMenu;
class QToolButton;

namespace deltascope::views {

/// The tree's head: its title, and over every lane the delta's mark, which switches it everywhere. Dragged or wheeled
/// it scrolls the lanes; with the keys, arrows walk the lanes, Space switches and the menu key opens the lane's menu.
class LaneHead : public QHeaderView {
    Q_OBJECT

public:
    LaneHead(items::Session &session, const items::ModuleTreeModel &model, QWidget *parent = nullptr);
    /// "fold repeats", checked while they are folded.
    QToolButton *foldButton() const { return m_fold; }
    /// "heat", checked while the marks show how large the changes are.
    QToolButton *heatButton() const { return m_heat; }
    /// What can be done with a lane's delta.
    void fillMenu(QMenu &menu, int section);

    static constexpr int height = 32;

Q_SIGNALS:
    void scrollAsked(int lanes);
    void laneFocused(int lane); ///< by the keys: it should be in sight
    void revealAsked(int module);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sizeHint() const override { return {100, height}; }
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Press {
        int section = -1;
        int x = 0; ///< where the drag began, or the last lane was scrolled
        bool isDrag = false;
    };
    int laneCount() const { return m_model.columnCount() - items::FirstLaneColumn; }
    void focusLane(int lane);
    void paintLane(QPainter &painter, const QRect &rect, int section) const;
    QString tipOf(int section) const;
    void openMenu(int section, const QPoint &globalPosition);

    items::Session &m_session;
    const items::ModuleTreeModel &m_model;
    QToolButton *m_fold, *m_heat;
    Press m_press;
    int m_focused = 0; ///< lane
    int m_wheel = 0;
};

} // namespace deltascope::views
