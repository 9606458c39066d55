#include "views/inspector/taprow.h"

#include "views/common/accessrole.h"
#include "views/common/labels.h"
#include "views/common/mark.h"
#include "views/common/pressdrag.h"
#include "views/common/strengthslider.h"
#include "views/common/switch.h"
#include "views/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace deltascope::views {

TapRow::TapRow(QWidget *parent)
    : QWidget(parent)
    , m_mark(new MarkLabel(0, MarkFill::Hollow, this))
    , m_name(new ElidedLabel({}, this))
    , m_formula(new ElidedLabel({}, this))
    , m_switch(new Switch(this))
    , m_strength(new StrengthSlider(this))
    , m_noStrength(makeLabel({}, "small", this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(*this, QAccessible::ListItem);
    m_name->setMinimumWidth(66);
    m_formula->setElideMode(Qt::ElideRight);
    m_formula->setProperty("role", "mono-small");
    auto *row = new QHBoxLayout;
    row->setSpacing(7);
    row->addWidget(m_mark);
    row->addWidget(m_name, 1);
    row->addWidget(m_formula);
    row->addWidget(m_switch);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 3, 12, 3);
    all->setSpacing(0);
    all->addLayout(row);
    all->addWidget(m_strength);
    all->addWidget(m_noStrength);
    auto *drag = new PressDrag(this);
    connect(drag, &PressDrag::clicked, this, &TapRow::selected);
    connect(drag, &PressDrag::moved, this, &TapRow::dragMoved);
    connect(drag, &PressDrag::ended, this, &TapRow::dragEnded);
    connect(m_switch, &Switch::clicked, this, &TapRow::switched);
    connect(m_strength, &StrengthSlider::gestureBegun, this, &TapRow::strengthGestureBegun);
    connect(m_strength, &StrengthSlider::valueEdited, this, &TapRow::strengthEdited);
}

void TapRow::setLikes(const QStringList &names) { m_name->setLikes(names); }

void TapRow::show(const items::SessionDelta &delta, int module, const QString &formula, bool isSelected)
{
    m_id = delta.setting.id;
    m_isSelected = isSelected;
    const QString name = QString::fromStdString(delta.info->name);
    const bool isAttached = delta.setting.attachedAt(module);
    m_mark->setMark(delta.series, isAttached ? MarkFill::Filled : MarkFill::Hollow);
    m_name->setFullText(name);
    m_formula->setFullText(formula);
    m_formula->setHint(
        tr("As run: the strength here times the delta's own scale stands in front. Drag to change the order."));
    m_switch->setChecked(isAttached);
    m_switch->setColor(theme().seriesColor(delta.series));
    m_switch->setAccessibleName(tr("%1 attached at this module").arg(name));
    m_strength->setColor(isAttached ? theme().seriesColor(delta.series) : QColor());
    m_strength->setValue(delta.setting.strengthAt(module));
    m_strength->setWhat(tr("%1 at this module").arg(name));
    m_strength->setVisible(isSelected && delta.info->hasStrength);
    m_noStrength->setText(noStrengthText(*delta.info));
    m_noStrength->setVisible(isSelected && !delta.info->hasStrength);
    setAccessibleName(tr("%1: %2").arg(name, formula));
    update();
}

void TapRow::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    if (m_isSelected)
        painter.fillRect(rect(), t.hover);
    if (hasFocus()) {
        painter.setPen(t.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TapRow::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        Q_EMIT moveAsked(event->key() == Qt::Key_Up ? -1 : 1);
    else if (event->key() == Qt::Key_Space)
        Q_EMIT switched(!m_switch->isChecked());
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT selected();
    else
        QWidget::keyPressEvent(event);
}

} // namespace deltascope::views
