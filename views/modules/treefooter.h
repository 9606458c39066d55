#pragma once

#include "items/moduletreemodel.h"

#include <QLabel>

namespace deltascope::views {

/// The line below the tree: what would be trained, what the deltas hold, what memory the network needs.
class TreeFooter : public QLabel {
    Q_OBJECT

public:
    TreeFooter(const items::Session &session, const items::ModuleTreeModel &model, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    const items::Session &m_session;
    const items::ModuleTreeModel &m_model;
};

} // namespace deltascope::views
