#pragma once

#include <QWidget>

namespace deltascope::views {

/// A small round: answers, does not, or is being asked.
class StateDot : public QWidget {
    Q_OBJECT

public:
    enum class State { Asked, Ready, Silent };

    explicit StateDot(QWidget *parent = nullptr);
    void setState(State state);
    QSize sizeHint() const override { return {9, 9}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Asked;
};

} // namespace deltascope::views
