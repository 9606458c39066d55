#include "views/rack/grouphead.h"

#include "views/common/icons.h"
#include "views/common/labels.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace deltascope::views {

GroupHead::GroupHead(const QString &group, QWidget *parent)
    : QWidget(parent)
    , m_group(group)
    , m_fold(new QToolButton(this))
    , m_mute(new QToolButton(this))
    , m_name(new ElidedLabel(group, this))
    , m_edit(new QLineEdit(this))
{
    m_name->setProperty("role", "small");
    m_mute->setText(tr("M"));
    m_mute->setProperty("role", "framed");
    m_mute->setToolTip(tr("Mute: detach every delta of %1").arg(group));
    m_mute->setAccessibleName(tr("Mute %1").arg(group));
    m_edit->setProperty("role", "inline");
    m_edit->setAccessibleName(tr("Name of the group"));
    m_edit->setVisible(false);
    m_edit->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 4, 0);
    row->setSpacing(4);
    row->addWidget(m_fold);
    row->addWidget(m_name, 1);
    row->addWidget(m_edit, 1);
    row->addWidget(m_mute);
    connect(m_fold, &QToolButton::clicked, this, &GroupHead::foldAsked);
    connect(m_mute, &QToolButton::clicked, this, &GroupHead::muteAsked);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (m_edit->isHidden())
            return;
        m_edit->setVisible(false);
        m_name->setVisible(true);
        if (const QString name = m_edit->text().trimmed(); !name.isEmpty() && name != m_group)
            Q_EMIT renamed(name);
    });
    setFolded(false);
}

void GroupHead::show(int deltas, int attached)
{
    m_name->setFullText(tr("%1  ·  %2 of %3 attached").arg(m_group).arg(attached).arg(deltas));
    m_mute->setEnabled(attached > 0);
}

void GroupHead::setFolded(bool isFolded)
{
    m_fold->setIcon(icon(isFolded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")));
    m_fold->setAccessibleName(isFolded ? tr("Show %1").arg(m_group) : tr("Fold %1").arg(m_group));
    m_fold->setToolTip(m_fold->accessibleName());
}

void GroupHead::editName()
{
    m_name->setVisible(false);
    m_edit->setText(m_group);
    m_edit->setVisible(true);
    m_edit->selectAll();
    m_edit->setFocus();
}

/// Escape leaves the name as it was.
bool GroupHead::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    m_edit->setVisible(false);
    m_name->setVisible(true);
    return true;
}

void GroupHead::contextMenuEvent(QContextMenuEvent *event) { Q_EMIT menuRequested(event->globalPos()); }

void GroupHead::mouseDoubleClickEvent(QMouseEvent *) { editName(); }

} // namespace deltascope::views
