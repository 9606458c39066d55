#pragma once

#include <QColor>
#include <QWidget>

class QLineEdit;

namespace deltascope::views {

/// A strength from 0 to 2 with its number beside it: drag, arrow keys, double-click for 1, or type any number within
/// `largestTyped`. The wheel turns it by 0.05 while it has the focus, and scrolls what is around it otherwise. A drag
/// is one gesture; wheel turns and keys that follow one another quickly are one too.
class StrengthSlider : public QWidget {
    Q_OBJECT

public:
    static constexpr double largest = 2, step = 0.05;
    static constexpr double largestTyped = 100; ///< either sign

    explicit StrengthSlider(QWidget *parent = nullptr);
    double value() const { return m_value; }
    /// Shows a value without telling anyone.
    void setValue(double value);
    /// The user's change, by whatever means: a gesture of its own.
    void enter(double value);
    void setColor(const QColor &color);
    void setWhat(const QString &what); ///< for the accessible names
    QSize sizeHint() const override { return {120, 20}; }

Q_SIGNALS:
    void gestureBegun();
    void valueEdited(double value);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QRectF track() const;
    double valueAt(double x) const;
    void edit(double value);
    void turn(double by);
    void takeNumber();
    void refuse(const QString &sentence);
    void placeNumber();

    QLineEdit *m_number;
    QColor m_color;
    double m_value = 1;
    qint64 m_lastStep = 0; ///< milliseconds
    bool m_isDragging = false;
};

} // namespace deltascope::views
