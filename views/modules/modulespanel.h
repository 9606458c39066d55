#pragma once

#include "items/session.h"

#include <QWidget>

class QTreeWidget;

namespace deltascope::views {

/// The module tree.
class ModulesPanel : public QWidget {
    Q_OBJECT

public:
    explicit ModulesPanel(items::Session &session, QWidget *parent = nullptr);
    /// Unfolds to a module, selects it and scrolls there.
    void reveal(int module);
    /// Lights up modules, those that a pattern matches or where a delta sits; none: all are plain again.
    void light(const QList<int> &modules);
    void setSearch(const QString &text);

Q_SIGNALS:
    /// A row was selected: one module, or all members of a folded row under its label.
    void selected(const QString &label, const QList<int> &modules);
    /// The mouse is over a row; -1: over none.
    void hovered(int module);

private:
    void rebuild();

    items::Session &m_session;
    QTreeWidget *m_tree;
};

} // namespace deltascope::views
