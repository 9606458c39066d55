#pragma once

#include "views/common/toast.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace deltascope::views {

/// Messages and other small things in the lower right corners of places, over their content: they never move it.
class Toasts : public QObject {
    Q_OBJECT

public:
    /// They float over `window`, in which all places are.
    explicit Toasts(QWidget *window);
    /// In the corner of `place`, or of the window while the place is hidden.
    void say(QWidget *place, const Message &message);
    /// What was about that topic is over: a retry succeeded, the matter is gone.
    void settle(const QString &topic);
    /// Lets a widget stand there too, below the messages, for as long as it is visible. It stays its owner's.
    void hold(QWidget *place, QWidget *widget);
    /// What is said now, oldest first, a line each.
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry {
        QPointer<QWidget> place, widget;
    };

    void watch(QWidget *place);
    void close(QWidget *toast);
    void arrangeSoon();
    void arrange();
    QRect cornerOf(const QWidget *place) const;
    QRect roomBeside(const QRect &place) const;

    QWidget *m_window;
    QList<Entry> m_entries; ///< from the foot of a corner upwards
    QTimer m_arrange;
};

} // namespace deltascope::views
