#pragma once

#include <QColor>
#include <QWidget>

namespace deltascope::views {

/// A thin bar from 0 to 1.
class MeterBar : public QWidget {
    Q_OBJECT

public:
    explicit MeterBar(QWidget *parent = nullptr);
    void setLevel(double level, const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_level = 0;
    QColor m_color;
};

} // namespace deltascope::views
