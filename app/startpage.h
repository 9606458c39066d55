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
    /// Whether what failed to open was a session that is kept: then its model can be looked for.
    enum class Kept { Nothing, Session };
    /// `problem`: why the last try failed; may be empty.
    void show(const QString &problem, const QStringList &recentModels, Kept kept = Kept::Nothing);

Q_SIGNALS:
    void demoAsked();
    void folderAsked();
    void nameAsked();
    void modelAsked(const QString &model);
    void findAsked(); ///< the model of the kept session

private:
    QLabel *m_problem, *m_recentTitle;
    QPushButton *m_find;
    QVBoxLayout *m_recent;
};

} // namespace deltascope::app
