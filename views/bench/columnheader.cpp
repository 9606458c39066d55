#include "views/bench/columnheader.h"

#include "items/benchmodel.h"
#include "items/servedcells.h"
#include "items/servedshares.h"
#include "views/bench/ruleschip.h"
#include "views/bench/servedtext.h"
#include "views/bench/servermenu.h"
#include "views/common/accessrole.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace deltascope::views {

ColumnHeader::ColumnHeader(items::Session &session, const items::Bench &bench, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_session(session)
    , m_bench(bench)
    , m_head(session, bench)
    , m_edit(new QLineEdit(viewport()))
{
    setAccessibleRole(*this, QAccessible::ColumnHeader);
    setFixedHeight(height);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setFocusPolicy(Qt::StrongFocus);
    setSectionResizeMode(QHeaderView::Fixed);
    setAccessibleName(tr("Columns of the comparison"));
    m_edit->setVisible(false);
    m_edit->setProperty("role", "inline");
    m_edit->setAccessibleName(tr("New name of the column"));
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, &ColumnHeader::takeName);
    connect(this, &QHeaderView::sectionMoved, this, &ColumnHeader::takeMove);
    const auto forget = [this] {
        m_head.forgetRight();
        viewport()->update();
    };
    // The latter with whatever the session or a server changes.
    for (const auto signal : {&items::Bench::answered, &items::Bench::staleChanged})
        connect(&bench, signal, this, forget);
    connect(&session, &items::Session::networkChanged, this, forget);
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

void ColumnHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const items::BenchColumn *column = columnAt(logicalIndex);
    if (!column)
        return;
    painter->save();
    m_head.paint(*painter, rect, *column);
    if (hasFocus() && logicalIndex == m_current) {
        painter->setPen(QPen(theme().accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect).adjusted(2, 2, -3, -3), 4, 4);
    }
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

/// Esc leaves the field and the name as it was.
bool ColumnHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress
        || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QHeaderView::eventFilter(watched, event);
    m_edit->setVisible(false);
    setFocus();
    return true;
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

QRect ColumnHeader::globalRect(int key) const
{
    const int section = sectionOf(key);
    const QRect own(section < 0 ? 0 : sectionViewportPosition(section), 0, section < 0 ? width() : sectionSize(section),
                    height);
    return {viewport()->mapToGlobal(own.topLeft()), own.size()};
}

void ColumnHeader::askRules(int section)
{
    if (const items::BenchColumn *column = columnAt(section); column && column->kind == items::ColumnKind::ByRule)
        Q_EMIT rulesAsked(globalRect(column->key));
}

void ColumnHeader::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const int section = logicalIndexAt(at);
    const items::BenchColumn *column = columnAt(section);
    const QRect head(sectionViewportPosition(section), 0, sectionSize(section), height);
    const bool isChip = column && column->kind == items::ColumnKind::ByRule && event->button() == Qt::LeftButton
                        && rulesChipIn(head, rulesChipText(m_session.state().rules.size())).contains(at);
    isChip ? askRules(section) : QHeaderView::mousePressEvent(event);
}

void ColumnHeader::mouseDoubleClickEvent(QMouseEvent *event) { editName(logicalIndexAt(event->position().toPoint())); }

void ColumnHeader::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    openMenu(isByKey ? m_current : logicalIndexAt(event->pos()),
             isByKey ? viewport()->mapToGlobal(QPoint(sectionViewportPosition(m_current) + 8, height - 6))
                     : event->globalPos());
}

void ColumnHeader::openMenu(int section, const QPoint &globalPosition)
{
    const items::BenchColumn *column = columnAt(section);
    if (!column)
        return;
    const int key = column->key;
    const bool isFixed = column->kind == items::ColumnKind::Fixed;
    QMenu *menu = makePopup(this);
    QAction *plug = menu->addAction(tr("Attach this"), this, [this, key] { m_session.plugIn(key); });
    plug->setEnabled(isFixed);
    QAction *take = menu->addAction(tr("Take over what is attached"), this,
                                    [this, key] { m_session.setColumnMix(key, m_session.state().liveMix()); });
    take->setEnabled(isFixed);
    addServerActions(*menu, *column);
    menu->addSeparator();
    if (column->kind == items::ColumnKind::ByRule)
        menu->addAction(tr("Rules…"), this, [this, key] { askRules(sectionOf(key)); });
    menu->addAction(tr("Rename"), this, [this, key] { editName(sectionOf(key)); });
    QAction *base = menu->addAction(
        column->isBaseline ? tr("Compare with the backbone again") : tr("Compare others with this"), this,
        [this, key, isBaseline = column->isBaseline] { m_session.setBaseline(isBaseline ? -1 : key); });
    const bool isOne = column->kind != items::ColumnKind::ByRule && items::runsHere(*column);
    base->setEnabled(isOne);
    QAction *left
        = menu->addAction(tr("Move left"), this, [this, key] { m_session.moveColumn(key, sectionOf(key) - 1); });
    left->setEnabled(section > 0);
    QAction *right
        = menu->addAction(tr("Move right"), this, [this, key] { m_session.moveColumn(key, sectionOf(key) + 1); });
    right->setEnabled(section + 1 < count());
    menu->addSeparator();
    const items::BenchColumn *baseline = items::baselineOf(m_session.state());
    const bool isComparable = baseline && baseline->key != key && isOne;
    menu->addAction(tr("Show in the tree what differs from %1").arg(baseline ? m_head.title(*baseline) : QString()),
                    this, [this, key] { Q_EMIT differenceAsked(key); })
        ->setEnabled(isComparable);
    menu->addSeparator();
    menu->addAction(tr("Remove column"), this, [this, key] { m_session.removeColumn(key); });
    popUp(menu, globalPosition);
}

void ColumnHeader::addServerActions(QMenu &menu, const items::BenchColumn &column)
{
    const items::ServedCells *served = m_bench.served();
    if (!served)
        return;
    const int key = column.key;
    if (column.kind == items::ColumnKind::Fixed)
        addPlaces(menu, m_session, served->servers(), column);
    if (items::runsHere(column))
        return;
    const auto help = served->lackOf(column).help;
    const QString word = helpText(help, QString::fromStdString(column.served.server));
    menu.addAction(word, this, [this, key] { Q_EMIT helpAsked(key); })
        ->setVisible(help != items::ServedLack::Help::None);
    menu.addAction(tr("Check what %1 answers").arg(QString::fromStdString(column.served.server)), this,
                   [this, server = column.served.server] { Q_EMIT checkAsked(QString::fromStdString(server)); })
        ->setEnabled(help == items::ServedLack::Help::None);
    const auto mix = items::mixOf(column.served, m_session.state());
    menu.addAction(tr("Run this here too"), this, [this, mix] { m_session.addColumn({}, *mix); })
        ->setEnabled(mix.has_value());
}

void ColumnHeader::walk(int by)
{
    m_current = std::clamp(m_current + by, 0, std::max(0, count() - 1));
    if (auto *table = qobject_cast<QTableView *>(parentWidget()); table && count() > 0 && model()->rowCount() > 0)
        table->scrollTo(model()->index(0, m_current));
    viewport()->update();
}

void ColumnHeader::keyPressEvent(QKeyEvent *event)
{
    walk(0); // columns may have gone
    const items::BenchColumn *column = columnAt(m_current);
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (!column) {
        event->ignore();
    } else if (by != 0 && event->modifiers() & Qt::AltModifier) {
        m_session.moveColumn(column->key, std::clamp(m_current + by, 0, count() - 1));
        walk(by);
    } else if (by != 0) {
        walk(by);
    } else if (event->key() == Qt::Key_Space && column->kind == items::ColumnKind::Fixed) {
        m_session.plugIn(column->key);
    } else if (event->key() == Qt::Key_Space && column->kind == items::ColumnKind::ByRule) {
        askRules(m_current);
    } else if (event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        editName(m_current);
    } else if (event->key() == Qt::Key_Delete) {
        m_session.removeColumn(column->key);
    } else {
        event->ignore();
    }
}

void ColumnHeader::focusInEvent(QFocusEvent *event)
{
    QHeaderView::focusInEvent(event);
    walk(0);
}

void ColumnHeader::focusOutEvent(QFocusEvent *event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

bool ColumnHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const items::BenchColumn *column = columnAt(logicalIndexAt(help->pos()));
    if (!column)
        return true;
    QToolTip::showText(help->globalPos(), m_head.tip(*column), this);
    return true;
}

} // namespace deltascope::views
