#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QAction;
class QWidget;

namespace deltascope::app {

/// One thing that the window can do. Menus, the keys, the page of keys and the palette all read the same list.
struct Action {
    QString id; ///< "open-folder"; empty for one that is offered for a moment only
    QString group; ///< "Deltas"
    QString text; ///< what it does, as a menu says it
    QList<QKeySequence> keys = {};
    std::function<void()> run;
    std::function<bool()> isPossible = {}; ///< now; empty: always
    std::function<QString()> naming = {}; ///< the text with the name of what it acts on now; empty: the text
};

/// Keys that belong to what has the focus, for the page of keys.
struct Gesture {
    QString keys, meaning;
};

/// The registry of all that the window can do.
class Actions : public QObject {
    Q_OBJECT

public:
    /// Keys act while `window` is active.
    explicit Actions(QWidget &window);

    void add(const Action &action);
    void addGesture(const QString &keys, const QString &meaning) { m_gestures << Gesture{keys, meaning}; }
    /// Further actions that follow from what is open: asked for whenever a list is shown.
    void addOffers(std::function<QList<Action>()> offers) { m_offers << std::move(offers); }

    /// In the order they were added.
    const QList<Action> &fixed() const { return m_actions; }
    const QList<Gesture> &gestures() const { return m_gestures; }
    /// All of them, named by what they act on now; offers last.
    QList<Action> all() const;
    /// For menus: it shows its keys, and is enabled as far as it is possible now.
    QAction *menuAction(const QString &id) const;
    bool run(const QString &id) const;

private:
    QWidget &m_window;
    QList<Action> m_actions;
    QList<QAction *> m_made; ///< of m_actions, in their order
    QList<Gesture> m_gestures;
    QList<std::function<QList<Action>()>> m_offers;
};

inline bool isPossible(const Action &action) { return !action.isPossible || action.isPossible(); }
/// "Ctrl+Shift+Z, Ctrl+Y"
QString keysText(const QList<QKeySequence> &keys);

} // namespace deltascope::app
