#pragma once

#include <QAbstractButton>
#include <QColor>

namespace deltascope::views {

/// An on-off switch in the colour of what it switches.
class Switch : public QAbstractButton {
    Q_OBJECT

public:
    explicit Switch(QWidget *parent = nullptr);
    /// Of the track while on; the theme's accent if invalid.
    void setColor(const QColor &color);
    QSize sizeHint() const override { return {30, 18}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    QColor m_color;
};

} // namespace deltascope::views
