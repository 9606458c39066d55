#include "views/bench/columnpicker.h"

#include "views/bench/mixfields.h"
#include "views/common/labels.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace deltascope::views {

namespace {

/// What is in before the hand begins: what is switched on in the rack.
Mix switchedOn(const items::SessionState &state)
{
    Mix mix;
    for (const items::SessionDelta &delta : state.deltas)
        mix.deltas.push_back(delta.setting);
    return mix;
}

} // namespace

ColumnPicker::ColumnPicker(const items::SessionState &state, QWidget *parent)
    : QDialog(parent)
    , m_fields(new MixFields(state, switchedOn(state), this))
{
    setWindowTitle(tr("New column"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 14, 16, 14);
    all->addWidget(makeLabel(tr("Which deltas does the column attach?"), "muted", this));
    all->addWidget(m_fields);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Add column"));
    buttons->button(QDialogButtonBox::Ok)->setProperty("role", "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    all->addWidget(buttons);
}

Mix ColumnPicker::mix() const { return m_fields->mix(); }

} // namespace deltascope::views
