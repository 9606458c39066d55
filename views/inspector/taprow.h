#pragma once

#include "items/sessionstate.h"

#include <QWidget>

class QLabel;

namespace deltascope::views {

class ElidedLabel;
class MarkLabel;
class StrengthSlider;
class Switch;

/// One tap of the inspected module: its mark, name and formula, and its switch and strength at this module alone.
class TapRow : public QWidget {
    Q_OBJECT

public:
    explicit TapRow(QWidget *parent = nullptr);
    /// `formula` in words and numbers, as run at `module`.
    void show(const items::SessionDelta &delta, int module, const QString &formula, bool isSelected);
    /// The names among which its own must be told.
    void setLikes(const QStringList &names);
    DeltaId id() const { return m_id; }

Q_SIGNALS:
    void selected();
    void switched(bool isAttached);
    void strengthGestureBegun();
    void strengthEdited(double strength);
    void dragMoved(const QPoint &globalPosition);
    void dragEnded(const QPoint &globalPosition);
    void moveAsked(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    DeltaId m_id = -1;
    bool m_isSelected = false;
    MarkLabel *m_mark;
    ElidedLabel *m_name, *m_formula;
    Switch *m_switch;
    StrengthSlider *m_strength;
    QLabel *m_noStrength; ///< stands where the strength would
};

} // namespace deltascope::views
