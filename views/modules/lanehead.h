#pragma once

#include "items/moduletreemodel.h"

#include <QHeaderView>

class QToolButton;

namespace deltascope::views {

/// The tree's head: its title, and over every lane the delta's mark, which switches it everywhere.
class LaneHead : public QHeaderView {
    Q_OBJECT

public:
    LaneHead(items::Session &session, const items::ModuleTreeModel &model, QWidget *parent = nullptr);
    /// "fold repeats", checked while they are folded.
    QToolButton *foldButton() const { return m_fold; }

    static constexpr int height = 32;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sizeHint() const override { return {100, height}; }
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const items::SessionDelta *deltaAt(int section) const;

    items::Session &m_session;
    const items::ModuleTreeModel &m_model;
    QToolButton *m_fold;
};

} // namespace deltascope::views
