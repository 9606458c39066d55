#include "views/bench/columnheader.h"

#include "items/benchmodel.h"
#include "items/rightness.h"
#include "items/servedcells.h"
#include "items/wording.h"
#include "views/bench/ruleschip.h"
#include "views/bench/servedtext.h"
#include "views/bench/servermenu.h"
#include "views/common/accessrole.h"
#include "views/common/columnlook.h"
#include "views/common/drifttext.h"
#include "views/common/elision.h"
#include "views/common/icons.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
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

namespace {
constexpr int mostMarks = 5;
constexpr std::size_t mostNamed = 3; ///< deltas that are attached now
constexpr int markWidth = 18, narrowestTitle = 110;
constexpr double staleOpacity = 0.45;
} // namespace

ColumnHeader::ColumnHeader(items::Session &session, const items::Bench &bench, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_session(session)
    , m_bench(bench)
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
    const auto forget = [this] { m_right.clear(); };
    connect(&bench, &items::Bench::answered, this, forget);
    connect(&bench, &items::Bench::staleChanged, viewport(), qOverload<>(&QWidget::update)); // servers come and go
    for (const auto signal : {&items::Session::inputsChanged, &items::Session::columnsChanged,
                              &items::Session::mixChanged, &items::Session::networkChanged})
        connect(&session, signal, this, forget);
}

const items::RightAnswers &ColumnHeader::rightAnswers(int columnKey) const
{
    const auto known = m_right.constFind(columnKey);
    return known != m_right.constEnd()
               ? *known
               : *m_right.insert(columnKey, items::rightAnswers(m_session.state(), m_bench, columnKey));
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

/// What the engine reports as attached, if that is what the column stands for now; else what it will plug in. A delta
/// that is missing at some of its sites is half there, one that the column waits for is hollow.
ColumnHeader::Marks ColumnHeader::marksOf(const items::BenchColumn &column) const
{
    Marks marks;
    if (!items::runsHere(column))
        return servedMarks(column);
    if (column.kind == items::ColumnKind::ByRule)
        return marks; // it differs from input to input; the cells wear the colours
    const Mix mix = m_session.state().mixOf(column);
    const std::vector<AttachedDelta> *attached = m_bench.attached(column.key);
    marks.isReported
        = attached
          && std::equal(attached->begin(), attached->end(), mix.deltas.begin(), mix.deltas.end(),
                        [](const AttachedDelta &is, const DeltaSetting &wanted) { return is.id == wanted.id; });
    const std::vector<const items::SessionDelta *> lacking = m_session.state().lacking(column);
    for (const items::SessionDelta *delta : lacking)
        marks.list.append({delta->series, MarkFill::Hollow});
    if (!lacking.empty())
        marks.isReported = false;
    for (std::size_t i = 0; i < mix.deltas.size(); ++i) {
        const DeltaSetting &setting = mix.deltas[i];
        const items::SessionDelta *delta = m_session.state().find(setting.id);
        if (!delta)
            continue;
        marks.list.append({delta->series, fillOf(attachmentOf(setting, *delta->info))});
    }
    return marks;
}

/// What the server has of the column's adapters that are deltas here too; hollow while it cannot be asked.
ColumnHeader::Marks ColumnHeader::servedMarks(const items::BenchColumn &column) const
{
    Marks marks;
    marks.isReported = m_bench.served() && m_bench.served()->lackOf(column).sentence.isEmpty();
    for (const int series : columnSeries(m_session.state(), column))
        marks.list.append({series, marks.isReported ? MarkFill::Filled : MarkFill::Hollow});
    return marks;
}

/// The title, and of the live column in words that it is what is attached now. Where it runs has a sign of its own.
QString ColumnHeader::headOf(const items::BenchColumn &column) const
{
    if (!items::runsHere(column) && column.name.empty())
        return items::configurationOf(column.served);
    const QString title = items::titleOf(m_session.state(), column);
    if (column.kind != items::ColumnKind::AsAttached)
        return title;
    const std::size_t count = m_session.state().mixOf(column).deltas.size();
    return count > mostNamed ? tr("now: %1 attached").arg(count) : tr("attached now: %1").arg(title);
}

/// Its deltas' marks, or the backbone's sign; returns where the title can begin.
int ColumnHeader::paintMarks(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    int x = rect.left() + 12;
    const Marks marks = marksOf(column);
    painter.setOpacity(marks.isReported ? 1 : staleOpacity);
    const qsizetype most = std::clamp<qsizetype>((rect.width() - narrowestTitle) / markWidth, 1, mostMarks);
    for (const Marks::Mark &mark : marks.list.mid(0, most)) {
        drawMark(painter, mark.series, mark.fill, QRectF(x, rect.center().y() - 6, 13, 13));
        x += markWidth;
    }
    painter.setOpacity(1);
    painter.setPen(t.muted);
    if (marks.list.size() > most) {
        const QString more = QStringLiteral("+%1").arg(marks.list.size() - most);
        painter.setFont(t.ui(Theme::Size::Small));
        painter.drawText(QRect(x, rect.top(), 24, rect.height()), Qt::AlignVCenter, more);
        x += painter.fontMetrics().horizontalAdvance(more) + 5;
    }
    const bool isBare = column.kind != items::ColumnKind::ByRule && column.served.adapters.empty();
    if (marks.list.isEmpty() && isBare) {
        painter.setFont(t.ui(Theme::Size::Normal));
        painter.drawText(QRect(x, rect.top(), 16, rect.height()), Qt::AlignVCenter, QStringLiteral("\u2300"));
        x += 17;
    }
    return x;
}

/// A line over the column whose server does not answer as what it is asked for.
void ColumnHeader::paintDrift(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const DriftColumn *verdict
        = m_bench.served() && !items::runsHere(column) ? m_bench.served()->drifting().verdictOf(column) : nullptr;
    if (verdict && isDrift(*verdict))
        painter.fillRect(QRect(rect.topLeft(), QSize(rect.width() - 1, 3)), theme().warning);
}

/// The sign of a server and its name, amber where it does not answer as what it is asked for; returns where what stands
/// before it must end.
int ColumnHeader::paintPlace(QPainter &painter, const QRect &rect, int right, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    constexpr int sign = 13, gap = 4, margin = 6;
    const QString name = painter.fontMetrics().elidedText(
        QLatin1Char('@') + QString::fromStdString(column.served.server), Qt::ElideMiddle, rect.width() * 2 / 5);
    const int width = margin + sign + gap + painter.fontMetrics().horizontalAdvance(name) + margin;
    const QRectF frame(right - width + 0.5, rect.center().y() - 8.5, width, 18);
    const DriftColumn *verdict = m_bench.served() ? m_bench.served()->drifting().verdictOf(column) : nullptr;
    const bool isDrifting = verdict && isDrift(*verdict);
    painter.setPen(isDrifting ? t.warning : t.line);
    painter.drawRoundedRect(frame, 4, 4);
    icon(QStringLiteral("server")).paint(&painter, int(frame.left()) + margin, int(frame.top()) + 3, sign, sign);
    painter.setPen(isDrifting ? t.readable(t.warning, t.panel) : t.muted);
    painter.drawText(frame.adjusted(margin + sign + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, name);
    return int(frame.left()) - 6;
}

/// From the right: its key or its place, its perplexity, the sign that it has notes; returns where the title must end.
int ColumnHeader::paintFacts(QPainter &painter, const QRect &rect, const items::BenchColumn &column) const
{
    const Theme &t = theme();
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setBrush(Qt::NoBrush);
    int right = rect.right() - 10;
    const auto chip = [&](const QString &text, const QColor &ink) {
        const int width = painter.fontMetrics().horizontalAdvance(text) + 11;
        const QRectF frame(right - width + 0.5, rect.center().y() - 8.5, width, 18);
        painter.setPen(t.line);
        painter.drawRoundedRect(frame, 4, 4);
        painter.setPen(ink);
        painter.drawText(frame, Qt::AlignCenter, text);
        right = int(frame.left()) - 6;
    };
    if (const int key = m_session.state().presetOf(column.key); key > 0 && key <= 9)
        chip(QString::number(key), t.muted);
    if (column.kind == items::ColumnKind::ByRule)
        chip(rulesChipText(m_session.state().rules.size()), t.readable(t.accent, t.panel));
    if (!items::runsHere(column))
        right = paintPlace(painter, rect, right, column);
    const auto say = [&](const QString &text) {
        right -= painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(t.muted);
        painter.drawText(QRect(right, rect.top(), rect.right() - right, rect.height()), Qt::AlignVCenter, text);
        right -= 8;
    };
    if (const items::RightAnswers &answers = rightAnswers(column.key); answers.judged > 0)
        say(tr("%1 of %2 right").arg(answers.right).arg(answers.judged));
    const bool isScored = m_bench.scores().isWanted();
    if (const auto perplexity = isScored ? m_bench.scores().perplexity(column.key) : std::nullopt)
        say(tr("perplexity %1").arg(*perplexity, 0, 'f', 2));
    if (column.isBaseline)
        say(tr("baseline"));
    if (!m_bench.notes(column.key).empty()) { // what the tooltip says
        const QRectF circle(right - 15, rect.center().y() - 6.5, 13, 13);
        painter.setPen(t.warning);
        painter.drawEllipse(circle);
        painter.drawText(circle, Qt::AlignCenter, QStringLiteral("i"));
        right = int(circle.left()) - 6;
    }
    return right;
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
    paintDrift(*painter, rect, *column);
    const int left = paintMarks(*painter, rect, *column) + 2, right = paintFacts(*painter, rect, *column);
    painter->setFont(t.ui(Theme::Size::Normal, QFont::DemiBold));
    painter->setPen(t.text);
    QStringList heads;
    for (const items::BenchColumn &each : m_session.state().columns)
        heads << headOf(each);
    painter->drawText(QRect(left, rect.top(), right - left, rect.height()), Qt::AlignVCenter,
                      elidedAmong(headOf(*column), heads, painter->fontMetrics(), right - left));
    if (hasFocus() && logicalIndex == m_current) {
        painter->setPen(QPen(t.accent, 1.5));
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
    QAction *plug = menu->addAction(tr("Plug this in"), this, [this, key] { m_session.plugIn(key); });
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
    menu->addAction(tr("Show in the tree what differs from %1").arg(baseline ? headOf(*baseline) : QString()), this,
                    [this, key] { Q_EMIT differenceAsked(key); })
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
    Mix mix;
    for (const AdapterShare &share : column.served.adapters)
        if (const items::SessionDelta *delta = m_session.state().named(share.adapter))
            mix.deltas.push_back({delta->setting.id, true, share.strength, {}});
    menu.addAction(tr("Run this here too"), this, [this, mix] { m_session.addColumn({}, mix); })
        ->setEnabled(mix.deltas.size() == column.served.adapters.size());
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

/// What a column had attached when it last ran, or waits for.
QStringList ColumnHeader::attachedText(const items::BenchColumn &column) const
{
    const std::vector<AttachedDelta> *attached = m_bench.attached(column.key);
    if (column.kind == items::ColumnKind::ByRule)
        return {tr("Every input with what the rules pick for it, see below the inputs. A click on the right, or Space, "
                   "opens the rules.")};
    QStringList lines;
    if (const auto lacking = m_session.state().lacking(column); !lacking.empty()) {
        for (const items::SessionDelta *delta : lacking)
            lines << tr("waits for %1").arg(QString::fromStdString(delta->name()));
        return lines;
    }
    if (!attached)
        return {tr("not computed yet")};
    if (attached->empty())
        return {tr("The engine had nothing attached.")};
    for (const AttachedDelta &delta : *attached)
        lines << tr("The engine had attached: %1 (%2), strength %3, at %4")
                     .arg(QString::fromStdString(delta.name), QString::fromStdString(delta.kind))
                     .arg(delta.strength, 0, 'g', 3)
                     .arg(counted(delta.sites, tr("%1 module"), tr("%1 modules")));
    return lines;
}

bool ColumnHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const items::BenchColumn *column = columnAt(logicalIndexAt(help->pos()));
    if (!column)
        return true;
    QStringList lines{headOf(*column)};
    if (const auto perplexity = m_bench.scores().perplexity(column->key); perplexity && m_bench.scores().isWanted())
        lines << tr("perplexity over all inputs: %1").arg(*perplexity, 0, 'f', 3);
    for (const std::string &note : m_bench.notes(column->key))
        lines << items::wording(note);
    lines << (items::runsHere(*column) ? attachedText(*column) : servedText(*column, m_bench.served()));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace deltascope::views
