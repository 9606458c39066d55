#include "app/keyshelp.h"

#include "app/actions.h"
#include "views/common/labels.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>

namespace deltascope::app {

namespace {

constexpr int columns = 2;

/// Nine keys of a kind are one line; then come those of what has the focus.
QList<Gesture> keysOf(const Actions &actions)
{
    QList<Gesture> keys;
    for (const Action &action : actions.fixed())
        if (!action.keys.isEmpty() && !action.id.isEmpty())
            keys << Gesture{keysText(action.keys), action.text};
    keys << Gesture{KeysHelp::tr("1 … 9"), KeysHelp::tr("Solo a delta, again: solo off")}
         << Gesture{KeysHelp::tr("Ctrl+1 … Ctrl+9"), KeysHelp::tr("Attach what a preset holds")}
         << Gesture{KeysHelp::tr("Ctrl+Alt+1 … Ctrl+Alt+9"), KeysHelp::tr("Attach what a column stands for")};
    return keys + actions.gestures();
}

} // namespace

KeysHelp::KeysHelp(const Actions &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    const QList<Gesture> all = keysOf(actions);
    const int rows = int(all.size() + columns - 1) / columns;
    for (int i = 0; i < all.size(); ++i) {
        const int column = i / rows * 3;
        grid->addWidget(views::makeLabel(all[i].keys, "strong", this), i % rows, column);
        grid->addWidget(views::makeLabel(all[i].meaning, "muted", this), i % rows, column + 1);
    }
    grid->setColumnMinimumWidth(2, 24);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const QPushButton *walk = buttons->addButton(tr("A short walk"), QDialogButtonBox::ActionRole);
    connect(walk, &QPushButton::clicked, this, [this, &actions] {
        accept();
        actions.run(QStringLiteral("walk"));
    });
    grid->addWidget(buttons, rows, 0, 1, -1);
}

} // namespace deltascope::app
