#include "app/keyshelp.h"

#include "views/common/labels.h"

#include <QDialogButtonBox>
#include <QGridLayout>

#include <utility>

namespace deltascope::app {

KeysHelp::KeysHelp(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    const std::pair<QString, QString> keys[] = {
        {tr("1 … 9"), tr("Solo a delta, again: solo off")},
        {tr("Ctrl+1 … Ctrl+9"), tr("Plug in what a column stands for")},
        {tr("Space"), tr("Switch the focused mark, card or switch")},
        {tr("Arrows"), tr("Walk the tree, the cards and the table")},
        {tr("Left, Right on a slider"), tr("Strength by 0.05")},
        {tr("F2, Delete on a card"), tr("Rename, remove the delta")},
        {tr("Alt+Up, Alt+Down on a card"), tr("Move the delta in the order of insertion")},
        {tr("Return on an answer"), tr("Go on with it in its conversation")},
        {tr("Ctrl+F"), tr("Find modules")},
        {tr("F3, Shift+F3"), tr("Next and previous module found")},
        {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Undo, redo")},
        {tr("Ctrl+O"), tr("Open a model")},
        {tr("Ctrl+D"), tr("Add a delta")},
        {tr("Ctrl+L"), tr("Shelf: every delta below a folder")},
        {tr("Ctrl+E"), tr("Export the tree")},
        {tr("Ctrl+T"), tr("Dark or light")},
        {tr("Alt+1, Alt+2, Alt+3"), tr("The tree alone, both halves, the bench alone")},
        {tr("Ctrl+Q"), tr("Leave the program")},
        {tr("F1"), tr("This page")},
    };
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const auto &[key, meaning] : keys) {
        grid->addWidget(views::makeLabel(key, "strong", this), row, 0);
        grid->addWidget(views::makeLabel(meaning, "muted", this), row++, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    grid->addWidget(buttons, row, 0, 1, 2);
}

} // namespace deltascope::app
