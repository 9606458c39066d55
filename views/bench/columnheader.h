#pragma once

#include "items/bench.h"

#include <QHeaderView>

class QLineEdit;

namespace deltascope::views {

/// The heads of the comparison: the marks that the engine reports as attached, the column's name and its key.
/// Drag to reorder, double-click to rename, right-click for the rest.
class ColumnHeader : public QHeaderView {
    Q_OBJECT

public:
    ColumnHeader(items::Session &session, const items::Bench &bench, QWidget *parent = nullptr);
    /// Opens the field that renames the column.
    void editName(int section);

    static constexpr int height = 38;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    QSize sizeHint() const override { return {100, height}; }
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    const items::BenchColumn *columnAt(int section) const;
    int sectionOf(int key) const; ///< -1: it is gone
    QList<int> attachedSeries(const items::BenchColumn &column) const;
    void takeName();
    void takeMove(int logical, int from, int to);

    items::Session &m_session;
    const items::Bench &m_bench;
    QLineEdit *m_edit;
    int m_editedKey = 0;
    bool m_isTakingMove = false;
};

} // namespace deltascope::views
