#include "views/bench/columnpicker.h"

#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/common/strengthslider.h"
#include "views/common/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>

namespace deltascope::views {

ColumnPicker::ColumnPicker(const items::SessionState &state, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("New column"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(10);
    grid->addWidget(makeLabel(tr("Which deltas does the column plug in?"), "muted", this), 0, 0, 1, 3);
    for (const items::SessionDelta &delta : state.deltas) {
        const QString name = QString::fromStdString(delta.info->name);
        Row row{delta.setting.id, new QCheckBox(name, this), new StrengthSlider(this)};
        row.isIn->setChecked(items::isHeard(delta.setting));
        row.strength->setValue(delta.setting.strength);
        row.strength->setColor(theme().seriesColor(delta.series));
        row.strength->setWhat(name);
        row.strength->setEnabled(delta.info->hasStrength);
        row.strength->setMinimumWidth(170);
        connect(row.strength, &StrengthSlider::valueEdited, row.isIn, [box = row.isIn] { box->setChecked(true); });
        const int line = grid->rowCount();
        grid->addWidget(new MarkLabel(delta.series, MarkFill::Filled, this), line, 0);
        grid->addWidget(row.isIn, line, 1);
        grid->addWidget(row.strength, line, 2);
        m_rows.append(row);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add column"));
    buttons->button(QDialogButtonBox::Ok)->setProperty("role", "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    grid->addWidget(buttons, grid->rowCount(), 0, 1, 3);
}

Mix ColumnPicker::mix() const
{
    Mix mix;
    for (const Row &row : m_rows)
        if (row.isIn->isChecked())
            mix.deltas.push_back({row.id, true, row.strength->value(), {}});
    return mix;
}

} // namespace deltascope::views
