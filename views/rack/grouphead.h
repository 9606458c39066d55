#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace deltascope::views {

class ElidedLabel;

/// Over the cards of a group: folds them, mutes all of them, and names the group.
class GroupHead : public QWidget {
    Q_OBJECT

public:
    GroupHead(const QString &group, QWidget *parent);
    const QString &group() const { return m_group; }
    void show(int deltas, int attached);
    void setFolded(bool isFolded);
    /// Opens the field that renames the group.
    void editName();

Q_SIGNALS:
    void foldAsked();
    void muteAsked();
    void renamed(const QString &name);
    void menuRequested(const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    QString m_group;
    QToolButton *m_fold, *m_mute;
    ElidedLabel *m_name;
    QLineEdit *m_edit;
};

} // namespace deltascope::views
