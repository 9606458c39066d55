#include "app/actions.h"

#include <QAction>
#include <QStringList>
#include <QWidget>

namespace deltascope::app {

Actions::Actions(QWidget &window)
    : QObject(&window)
    , m_window(window)
{
}

void Actions::add(const Action &action)
{
    auto *made = new QAction(action.text, this);
    made->setShortcuts(action.keys);
    made->setShortcutVisibleInContextMenu(true);
    connect(made, &QAction::triggered, this, [run = action.run] { run(); });
    if (!action.keys.isEmpty())
        m_window.addAction(made);
    m_actions << action;
    m_made << made;
}

QList<Action> Actions::all() const
{
    QList<Action> all = m_actions;
    for (Action &action : all)
        if (action.naming && (!action.isPossible || action.isPossible()))
            action.text = action.naming();
    for (const auto &offers : m_offers)
        all << offers();
    return all;
}

QAction *Actions::menuAction(const QString &id) const
{
    for (qsizetype i = 0; i < m_actions.size(); ++i)
        if (m_actions[i].id == id) {
            // One that has a key stays enabled: its key says by itself what is not possible.
            if (m_actions[i].keys.isEmpty())
                m_made[i]->setEnabled(isPossible(m_actions[i]));
            return m_made[i];
        }
    return nullptr;
}

bool Actions::run(const QString &id) const
{
    for (const Action &action : m_actions)
        if (action.id == id && isPossible(action)) {
            action.run();
            return true;
        }
    return false;
}

QString keysText(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys)
        texts << key.toString(QKeySequence::NativeText);
    return texts.join(QStringLiteral(", "));
}

} // namespace deltascope::app
