#pragma once

#include "core/attachment.h"
#include "items/sessionstate.h"

#include <QFrame>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace deltascope::views {

class ElidedLabel;
class MarkLabel;
class MeterBar;
class ProblemChips;
class StrengthSlider;
class Switch;

/// What a card shows of its delta.
struct CardState {
    items::SessionDelta delta;
    QStringList names = {}; ///< of all deltas in the rack
    enum class Solo { None, This, Other } solo = Solo::None;
    std::optional<double> effect = {};
    QString effectMeaning = {};
    bool isSelected = false;
    Attachment attachment = Attachment::Nowhere;
    std::optional<std::int64_t> attached = {}; ///< how many of its parameters, where it is half attached
};

/// One channel of the rack: a delta with its switch, strength, solo and meter.
class DeltaCard : public QFrame {
    Q_OBJECT

public:
    explicit DeltaCard(QWidget *parent = nullptr);
    void show(const CardState &state);
    DeltaId id() const { return m_state.delta.setting.id; }
    /// Opens the field that renames the delta.
    void editName();

Q_SIGNALS:
    void selected();
    void switched();
    void soloed();
    void strengthGestureBegun();
    void strengthEdited(double strength);
    void renamed(const QString &name);
    void menuRequested(const QPoint &globalPosition);
    void dragMoved(const QPoint &globalPosition);
    void dragEnded(const QPoint &globalPosition);
    void moveAsked(int by);
    void removeAsked();
    void findAsked(); ///< a delta that is not there is to be looked for

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void connectParts();
    void showHyper();
    void showProblems();
    void showFoot();
    void showPresence();

    CardState m_state;
    MarkLabel *m_mark;
    ElidedLabel *m_name;
    QLineEdit *m_nameEdit;
    ElidedLabel *m_badge;
    QToolButton *m_solo;
    Switch *m_switch;
    ElidedLabel *m_hyper;
    StrengthSlider *m_strength;
    QLabel *m_noStrength; ///< stands where the strength would
    MeterBar *m_meter;
    ProblemChips *m_problems;
    QPushButton *m_find;
    QLabel *m_parameters, *m_effect;
};

} // namespace deltascope::views
