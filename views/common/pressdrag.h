#pragma once

#include <QPoint>
#include <QWidget>

#include <optional>

namespace deltascope::views {

/// Tells presses of the left button on a widget that drag it about from those that click it. Positions are global.
class PressDrag : public QObject {
    Q_OBJECT

public:
    explicit PressDrag(QWidget *watched);

Q_SIGNALS:
    void clicked();
    void moved(const QPoint &position);
    void ended(const QPoint &position);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void move(const QPoint &position);
    void release(const QPoint &position);

    QWidget *m_widget;
    std::optional<QPoint> m_pressedAt;
    bool m_isDragging = false;
};

} // namespace deltascope::views
