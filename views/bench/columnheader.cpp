#include "views/bench/columnheader.h"

#include "items/benchmodel.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace deltascope::views {

ColumnHeader::ColumnHeader(items::Session &session, const items::Bench &bench, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_session(session)
    , m_bench(bench)
    , m_edit(new QLineEdit(viewport()))
{
    setFixedHeight(height);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setAccessibleName(tr("Columns of the comparison"));
    m_edit->setVisible(false);
    m_edit->setProperty("role", "inline");
    m_edit->setAccessibleName(tr("New name of the column"));
    connect(m_edit, &QLineEdit::editingFinished, this, &ColumnHeader::takeName);
    connect(this, &QHeaderView::sectionMoved, this, &ColumnHeader::takeMove);
}

const items::BenchColumn *ColumnHeader::columnAt(int section) const
{
    return model()
               ? m_session.state().column(model()->headerData(section, Qt::Horizontal, items::ColumnKeyRole).toInt())
               : nullptr;
}

int ColumnHeader::sectionOf(int key) const
{
    int section = count() - 1;
    while (section >= 0 && model()->headerData(section, Qt::Horizontal, items::ColumnKeyRole).toInt() != key)
        --section;
    return section;
}

QList<int> ColumnHeader::attachedSeries(const items::BenchColumn &column) const
{
    QList<int> series;
    if (column.kind == items::ColumnKind::ByRule)
        return series; // it differs from input to input; the cells wear the colours
    if (const std::vector<AttachedDelta> *attached = m_bench.attached(column.key))
        for (const AttachedDelta &delta : *attached)
            if (const items::SessionDelta *known = m_session.state().find(delta.id))
                series << known->series;
    return series;
}

void ColumnHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const items::BenchColumn *column = columnAt(logicalIndex);
    if (!column)
        return;
    const Theme &t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, t.panel);
    painter->setPen(t.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    int x = rect.left() + 12;
    const QList<int> series = attachedSeries(*column);
    constexpr int mostMarks = 5;
    for (const int each : series.mid(0, mostMarks)) {
        drawMark(*painter, each, MarkFill::Filled, QRectF(x, rect.center().y() - 6, 13, 13));
        x += 18;
    }
    if (series.isEmpty() && column->kind != items::ColumnKind::ByRule) {
        painter->setPen(t.muted);
        painter->setFont(t.ui(Theme::Size::Normal));
        painter->drawText(QRect(x, rect.top(), 16, rect.height()), Qt::AlignVCenter, QStringLiteral("\u2300"));
        x += 17;
    }
    const QString chip = column->kind == items::ColumnKind::AsAttached ? tr("as attached")
                         : column->kind == items::ColumnKind::ByRule   ? QString()
                         : logicalIndex < 9                            ? tr("Ctrl %1").arg(logicalIndex + 1)
                                                                       : QString();
    painter->setFont(t.ui(Theme::Size::Small));
    int right = rect.right() - 10;
    if (!chip.isEmpty()) {
        const int width = painter->fontMetrics().horizontalAdvance(chip) + 11;
        const QRectF frame(right - width + 0.5, rect.center().y() - 8.5, width, 18);
        painter->setPen(t.line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(frame, 4, 4);
        painter->setPen(t.muted);
        painter->drawText(frame, Qt::AlignCenter, chip);
        right = int(frame.left()) - 6;
    }
    painter->setFont(t.ui(Theme::Size::Normal, QFont::DemiBold));
    painter->setPen(t.text);
    painter->drawText(
        QRect(x + 2, rect.top(), right - x - 2, rect.height()), Qt::AlignVCenter,
        painter->fontMetrics().elidedText(items::titleOf(m_session.state(), *column), Qt::ElideMiddle, right - x - 2));
    painter->restore();
}

void ColumnHeader::editName(int section)
{
    const items::BenchColumn *column = columnAt(section);
    if (!column)
        return;
    m_editedKey = column->key;
    m_edit->setText(items::titleOf(m_session.state(), *column));
    m_edit->setGeometry(sectionViewportPosition(section) + 8, 7, sectionSize(section) - 16, height - 14);
    m_edit->setVisible(true);
    m_edit->selectAll();
    m_edit->setFocus();
}

void ColumnHeader::takeName()
{
    if (m_edit->isHidden())
        return;
    m_edit->setVisible(false);
    const QString name = m_edit->text().trimmed();
    const items::BenchColumn *column = m_session.state().column(m_editedKey);
    if (column && name != items::titleOf(m_session.state(), *column))
        m_session.renameColumn(m_editedKey, name);
}

/// The session keeps the order; the header's own order stays that of the model.
void ColumnHeader::takeMove(int logical, int from, int to)
{
    if (std::exchange(m_isTakingMove, true))
        return;
    const int key = model()->headerData(logical, Qt::Horizontal, items::ColumnKeyRole).toInt();
    moveSection(to, from);
    m_isTakingMove = false;
    m_session.moveColumn(key, to);
}

void ColumnHeader::mouseDoubleClickEvent(QMouseEvent *event) { editName(logicalIndexAt(event->position().toPoint())); }

void ColumnHeader::contextMenuEvent(QContextMenuEvent *event)
{
    const int section = logicalIndexAt(event->pos());
    const items::BenchColumn *column = columnAt(section);
    if (!column)
        return;
    const int key = column->key;
    const bool isFixed = column->kind == items::ColumnKind::Fixed;
    QMenu *menu = makePopup(this);
    QAction *plug = menu->addAction(tr("Plug this in"), this, [this, key] { m_session.plugIn(key); });
    plug->setEnabled(isFixed);
    QAction *take = menu->addAction(tr("Take over what is attached"), this,
                                    [this, key] { m_session.setColumnMix(key, m_session.state().liveMix()); });
    take->setEnabled(isFixed);
    menu->addSeparator();
    menu->addAction(tr("Rename"), this, [this, key] { editName(sectionOf(key)); });
    QAction *left
        = menu->addAction(tr("Move left"), this, [this, key] { m_session.moveColumn(key, sectionOf(key) - 1); });
    left->setEnabled(section > 0);
    QAction *right
        = menu->addAction(tr("Move right"), this, [this, key] { m_session.moveColumn(key, sectionOf(key) + 1); });
    right->setEnabled(section + 1 < count());
    menu->addSeparator();
    menu->addAction(tr("Remove column"), this, [this, key] { m_session.removeColumn(key); });
    popUp(menu, event->globalPos());
}

bool ColumnHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const items::BenchColumn *column = columnAt(logicalIndexAt(help->pos()));
    if (!column)
        return true;
    QStringList lines{items::titleOf(m_session.state(), *column)};
    const std::vector<AttachedDelta> *attached = m_bench.attached(column->key);
    if (column->kind == items::ColumnKind::ByRule)
        lines << tr("Every input with the delta that its rule picks, see below the inputs.");
    else if (!attached)
        lines << tr("not computed yet");
    else if (attached->empty())
        lines << tr("The engine had nothing attached.");
    else
        for (const AttachedDelta &delta : *attached)
            lines << tr("The engine had attached: %1 (%2), strength %3, at %4")
                         .arg(QString::fromStdString(delta.name), QString::fromStdString(delta.kind))
                         .arg(delta.strength, 0, 'g', 3)
                         .arg(counted(delta.sites, tr("%1 module"), tr("%1 modules")));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace deltascope::views
