#include "views/bench/mixfields.h"

#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QCheckBox>
#include <QGridLayout>

namespace deltascope::views {

MixFields::MixFields(const items::SessionState &state, const Mix &shown, QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setColumnStretch(1, 1);
    for (const items::SessionDelta &delta : state.deltas) {
        const QString name = QString::fromStdString(delta.name());
        const DeltaSetting *setting = shown.find(delta.setting.id);
        Row row{delta.setting.id, new QCheckBox(name, this), new StrengthSlider(this)};
        row.isIn->setChecked(setting && items::isHeard(*setting));
        row.strength->setValue(setting ? setting->strength : delta.setting.strength);
        row.strength->setColor(theme().seriesColor(delta.series));
        row.strength->setWhat(name);
        row.strength->setEnabled(delta.info->hasStrength);
        row.strength->setMinimumWidth(170);
        connect(row.isIn, &QCheckBox::clicked, this, [this] {
            Q_EMIT gestureBegun();
            Q_EMIT edited();
        });
        connect(row.strength, &StrengthSlider::gestureBegun, this, &MixFields::gestureBegun);
        connect(row.strength, &StrengthSlider::valueEdited, this, [this, row] {
            m_chosen.insert(row.id);
            row.isIn->setChecked(true);
            Q_EMIT edited();
        });
        const int line = grid->rowCount();
        grid->addWidget(new MarkLabel(delta.series, MarkFill::Filled, this), line, 0);
        grid->addWidget(row.isIn, line, 1);
        grid->addWidget(row.strength, line, 2);
        m_rows.append(row);
    }
}

Mix MixFields::mix() const
{
    Mix mix;
    for (const Row &row : m_rows)
        if (row.isIn->isChecked())
            mix.deltas.push_back({row.id, true, row.strength->value(), {}});
    return mix;
}

} // namespace deltascope::views
