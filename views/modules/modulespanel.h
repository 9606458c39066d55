#pragma once

#include "items/heat.h"
#include "items/moduletreemodel.h"
#include "items/treesearch.h"
#include "views/modules/patchbay.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace deltascope::views {

class LaneHead;

/// The module tree with a lane for every delta, and below it what would be trained.
class ModulesPanel : public QWidget {
    Q_OBJECT

public:
    ModulesPanel(items::Session &session, items::Questions &questions, QWidget *parent = nullptr);
    PatchBay *tree() const { return m_tree; }
    /// Unfolds to a module, selects it and scrolls there.
    void reveal(int module);
    /// The same, and says that this one module was selected even where a folded row stands for several.
    void pick(int module);
    /// Lights up modules, those that a pattern matches or where a delta sits; none: all are plain again.
    void light(const QList<int> &modules);
    /// Whether marks tell how large the changes are.
    bool isHeated() const;
    void heat(bool isWanted);
    /// Whether what was asked for is measured.
    bool isSettled() const { return m_heat->isSettled(); }
    tree::Repeats repeats() const { return m_model->repeats(); }
    /// Lights up what the text finds: part of a name or type, or a pattern of OpenDelta. Others are dimmed.
    void setSearch(const QString &text);
    /// Goes to the next row that was found, or to the one before.
    void showNext();
    void showPrevious();

Q_SIGNALS:
    /// A row was selected: one module, or all members of a folded row under its label.
    void selected(const QString &label, const QList<int> &modules);
    /// A row was clicked.
    void pointedAt(const QList<int> &modules);
    /// The mouse is over a row; -1: over none.
    void hovered(int module);
    /// What the search says: "2 of 6", "nothing found", why a pattern is none; empty while there is no search.
    void searchChanged(const QString &summary, bool isWrong);

private:
    void connectParts();
    void openFirstRows();
    void tellSelected(const QModelIndex &index);
    void showFound();
    void tellSearch();
    void openLitRows();
    void goTo(const QModelIndex &index);
    void step(items::TreeSearch::Direction direction);

    items::Session &m_session;
    items::ModuleTreeModel *m_model;
    items::TreeSearch *m_search;
    items::Heat *m_heat;
    PatchBay *m_tree;
    LaneHead *m_head;
    QLabel *m_hint;
    std::optional<PatchBay::Place> m_before; ///< of the search, while nobody went to a row that it found
    std::optional<items::TreeSearch::Direction> m_asked; ///< a step, before the search has answered
    bool m_isFoldAsked = false; ///< once the rows are there, the first of them are opened
};

} // namespace deltascope::views
