#pragma once

#include "items/session.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace deltascope::views {

class TapRow;

/// The taps of the inspected module in the order in which they run, each with its switch and strength there. Dragging
/// one, or Alt with the arrows, moves its delta in the order of insertion.
class TapList : public QWidget {
    Q_OBJECT

public:
    explicit TapList(items::Session &session, QWidget *parent = nullptr);
    /// One module, or all members of a folded row, whose first one's numbers are shown; switches act on all.
    void show(const QList<int> &modules);
    TapRow *row(DeltaId id) const;
    DeltaId selected() const { return m_selected; }

Q_SIGNALS:
    void selectionChanged();

private:
    TapRow *makeRow(DeltaId id);
    void chooseSelected(const QList<const items::SessionDelta *> &here);
    int rowAt(const QPoint &globalPosition) const;
    void showDropLine(const QPoint &globalPosition);
    void drop(DeltaId id, const QPoint &globalPosition);
    /// Puts the row's delta before the one of the row that stands at `row`, or behind the last one.
    void moveTo(DeltaId id, int row);

    items::Session &m_session;
    QList<int> m_modules;
    QList<TapRow *> m_rows;
    DeltaId m_selected = -1;
    items::Gesture m_gesture;
    QVBoxLayout *m_layout;
    QLabel *m_none;
    QWidget *m_dropLine;
};

/// What a delta does at a module as it is run there: "y + 1.0·BA x", the strength times its own scale in place of s;
/// empty if it has no tap there.
QString formulaAt(const items::SessionDelta &delta, int module);

} // namespace deltascope::views
