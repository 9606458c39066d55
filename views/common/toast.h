#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;

namespace deltascope::views {

/// What happened, for people.
struct Message {
    /// Done goes by itself, Doubt too after a while, Failure stays until it is closed or settled.
    enum class Tone { Done, Doubt, Failure } tone = Tone::Done;
    QString text;
    QString topic = {}; ///< what it is about: a later message about the same takes its place
    QString action = {}; ///< a button that helps
    std::function<void()> act = {};
};

/// A message in the corner of the place that caused it, over the content. It stays while the pointer or the focus is
/// on it; its text can be selected, a failure's copied with a button.
class Toast : public QFrame {
    Q_OBJECT

public:
    explicit Toast(const Message &message, QWidget *parent);
    const Message &message() const { return m_message; }
    /// As wide as the text on one line.
    QSize sizeHint() const override;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();

    Message m_message;
    QLabel *m_text;
    QTimer m_life;
};

} // namespace deltascope::views
