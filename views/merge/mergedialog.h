#pragma once

#include "items/questions.h"
#include "items/session.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace deltascope::views {

/// Folds what is attached into the weights of a new checkpoint. What that changes is measured and shown first: the
/// largest difference of the outputs on the test inputs, and every module's largest rounding error.
class MergeDialog : public QDialog {
    Q_OBJECT

public:
    MergeDialog(items::Session &session, items::Questions &questions, QWidget *parent = nullptr);

    /// Asks for the merge and closes; the window tells what came of it.
    void accept() override;

private:
    void layOut();
    void choose();
    void take(const MergeReport &report);
    void say(const QString &problem);
    void refresh();

    items::Questions &m_questions;
    MergeRequest m_request;
    bool m_isMeasured = false;
    QLabel *m_title, *m_facts, *m_listTitle;
    QTreeWidget *m_modules;
    QLineEdit *m_folder;
    QPushButton *m_choose, *m_merge, *m_cancel;
};

} // namespace deltascope::views
