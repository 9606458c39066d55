#pragma once

#include <QWidget>

class QPushButton;

namespace deltascope::views {
class ElidedLabel;
}

namespace deltascope::app {

/// What the program is for, in three cards, and the demo that shows it.
class Story : public QWidget {
    Q_OBJECT

public:
    explicit Story(QWidget *parent = nullptr);
    /// The folder of the demo's model; empty: it is not there, and nothing of it is offered.
    void setDemo(const QString &folder);
    /// Its head alone stays.
    void fold();
    void unfold();
    QPushButton *demo() const { return m_demo; }

Q_SIGNALS:
    void demoAsked();
    void walkAsked();
    void folded(); ///< by the user
    void unfolded();

private:
    QWidget *makeCards();

    views::ElidedLabel *m_about;
    QPushButton *m_fold, *m_walk, *m_demo;
    QWidget *m_cards;
};

} // namespace deltascope::app
