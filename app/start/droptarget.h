#pragma once

#include <QFrame>

class QPushButton;

namespace deltascope::app {

/// Says that folders can be dropped on the window, and is a place for them itself.
class DropTarget : public QFrame {
    Q_OBJECT

public:
    explicit DropTarget(QWidget *parent = nullptr);
    QPushButton *choose() const { return m_choose; }

Q_SIGNALS:
    void dropped(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void light(bool isOver);

    QPushButton *m_choose;
    bool m_isOver = false; ///< something is dragged over it
};

} // namespace deltascope::app
