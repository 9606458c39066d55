#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace deltascope::views {

/// The form of a saved delta: its folder.
class SavedForm : public QWidget {
    Q_OBJECT

public:
    explicit SavedForm(QWidget *parent = nullptr);
    QString path() const;
    void setPath(const QString &path);
    void focusButton();

Q_SIGNALS:
    /// A folder was typed or chosen.
    void chosen(const QString &path);

private:
    void choose();

    QLineEdit *m_path;
    QPushButton *m_choose;
};

} // namespace deltascope::views
