#pragma once

#include "core/deltafacts.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace deltascope::views {

/// The form of a saved delta: its folder.
class SavedForm : public QWidget {
    Q_OBJECT

public:
    explicit SavedForm(QWidget *parent = nullptr);
    QString path() const;
    /// Forgets the facts of another path.
    void setPath(const QString &path);
    void showFacts(const DeltaFacts &facts);
    void focusButton();
    /// Where the dialog opens while no path is given; empty: where it was last.
    void setStart(const QString &folder) { m_start = folder; }

Q_SIGNALS:
    /// A folder was typed or chosen.
    void chosen(const QString &path);

private:
    void choose();

    QLineEdit *m_path;
    QPushButton *m_choose;
    QLabel *m_facts;
    QString m_start;
};

} // namespace deltascope::views
