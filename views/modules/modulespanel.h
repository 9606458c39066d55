#pragma once

#include "bridge/workspace.h"
#include "items/moduletreemodel.h"

#include <QWidget>

class QLabel;

namespace deltascope::views {

class LaneHead;
class PatchBay;

/// The module tree with a lane for every delta, and below it what would be trained.
class ModulesPanel : public QWidget {
    Q_OBJECT

public:
    ModulesPanel(items::Session &session, bridge::Workspace &workspace, QWidget *parent = nullptr);
    PatchBay *tree() const { return m_tree; }
    /// Unfolds to a module, selects it and scrolls there.
    void reveal(int module);
    /// Lights up modules, those that a pattern matches or where a delta sits; none: all are plain again.
    void light(const QList<int> &modules);
    /// Lights up what the text finds: part of a name or type, or a pattern of OpenDelta.
    void setSearch(const QString &text);
    /// Goes to the next row that is lit.
    void showNext();

Q_SIGNALS:
    /// A row was selected: one module, or all members of a folded row under its label.
    void selected(const QString &label, const QList<int> &modules);
    /// A row was clicked.
    void pointedAt(const QList<int> &modules);
    /// The mouse is over a row; -1: over none.
    void hovered(int module);

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectParts();
    void openFirstRows();
    void showTotals();
    void tellSelected(const QModelIndex &index);
    void showFound(const QSet<int> &modules);

    items::Session &m_session;
    bridge::Workspace &m_workspace;
    items::ModuleTreeModel *m_model;
    PatchBay *m_tree;
    LaneHead *m_head;
    QLabel *m_hint, *m_totals;
    bridge::Ticket m_matchTicket = 0;
};

} // namespace deltascope::views
