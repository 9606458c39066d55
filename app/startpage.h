#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace deltascope::app {

/// Stands where the panels would while nothing is open: why, and the ways on.
class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);
    /// `problem`: why the last try failed; may be empty.
    void show(const QString &problem, const QStringList &recentModels);

Q_SIGNALS:
    void demoAsked();
    void folderAsked();
    void nameAsked();
    void modelAsked(const QString &model);

private:
    QLabel *m_problem, *m_recentTitle;
    QVBoxLayout *m_recent;
};

} // namespace deltascope::app
