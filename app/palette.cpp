#include "app/palette.h"

#include "app/fuzzy.h"
#include "views/common/labels.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::app {

namespace {

constexpr int rowHeight = 28, padding = 12, groupWidth = 92, topDistance = 46;

enum Role { PlaceRole = Qt::UserRole + 1, GroupRole, KeysRole, LettersRole, PossibleRole };

/// The group, the text with the letters that were found, and the keys.
class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const views::Theme &t = views::theme();
        const bool isCurrent = option.state & QStyle::State_Selected;
        const QColor ground = isCurrent ? t.selection : t.panel;
        const QRect box = option.rect.adjusted(padding, 0, -padding, 0);
        painter->save();
        painter->fillRect(option.rect, ground);
        painter->setFont(t.ui(views::Theme::Size::Small));
        painter->setPen(t.readable(t.muted, ground));
        painter->drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data(GroupRole).toString(), Qt::ElideRight, groupWidth - 8));
        const QString keys = index.data(KeysRole).toString();
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, keys);
        const int keysWidth = painter->fontMetrics().horizontalAdvance(keys) + 16;
        const bool isPossible = index.data(PossibleRole).toBool();
        paintText(*painter, box.adjusted(groupWidth, 0, -keysWidth, 0), index,
                  t.readable(isPossible ? t.text : t.muted, ground), ground);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, rowHeight}; }

private:
    static void paintText(QPainter &painter, const QRect &box, const QModelIndex &index, const QColor &ink,
                          const QColor &ground)
    {
        const views::Theme &t = views::theme();
        const auto letters = index.data(LettersRole).value<QList<int>>();
        const QFont plain = t.ui(), bold = t.ui(views::Theme::Size::Normal, QFont::Bold);
        const QString text
            = QFontMetrics(plain).elidedText(index.data().toString(), Qt::ElideMiddle, std::max(0, box.width() - 8));
        int x = box.left();
        for (int i = 0; i < text.size(); ++i) {
            const bool isFound = letters.contains(i);
            painter.setFont(isFound ? bold : plain);
            painter.setPen(isFound ? t.readable(t.accent, ground) : ink);
            painter.drawText(QRect(x, box.top(), box.right() - x + 8, box.height()),
                             Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text.mid(i, 1));
            x += painter.fontMetrics().horizontalAdvance(text[i]);
        }
    }
};

} // namespace

Palette::Palette(const Actions &actions, QWidget &window)
    : QFrame(&window)
    , m_actions(actions)
    , m_window(window)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_nothing(views::makeLabel(tr("No command has these letters"), "muted", this))
{
    setProperty("surface", "card");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Commands"));
    m_field->setPlaceholderText(tr("Type a few letters of what you want to do"));
    m_field->setAccessibleName(tr("Find a command"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Commands found"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(8, 8, 8, 8);
    all->setSpacing(6);
    all->addWidget(m_field);
    all->addWidget(m_list, 1);
    all->addWidget(m_nothing, 1);
    m_nothing->setAlignment(Qt::AlignCenter);
    setVisible(false);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::filter);
    connect(m_list, &QListView::clicked, this, &Palette::runCurrent);
    // Fields use the same keys for themselves: here they mean the palette. It is told of the window's size too.
    qApp->installEventFilter(this);
}

void Palette::open()
{
    if (isVisible()) {
        leave();
        return;
    }
    m_before = QApplication::focusWidget();
    m_offered = m_actions.all();
    m_field->clear();
    filter();
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void Palette::place()
{
    const int width = std::min(mostWidth, m_window.width() - 40);
    const int height = std::min(mostHeight, m_window.height() - topDistance - 40);
    setGeometry((m_window.width() - width) / 2, topDistance, width, height);
}

/// Best first; of equal ones as they stand in the registry.
void Palette::filter()
{
    struct Found {
        int place;
        FuzzyMatch match;
        bool isPossible;
    };
    QList<Found> found;
    for (int i = 0; i < m_offered.size(); ++i)
        if (const auto match = fuzzyMatch(m_field->text(), m_offered[i].text))
            found << Found{i, *match, isPossible(m_offered[i])};
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        return std::pair(a.isPossible, a.match.score) > std::pair(b.isPossible, b.match.score);
    });
    m_model->clear();
    for (const Found &each : found) {
        const Action &action = m_offered[each.place];
        auto *item = new QStandardItem(action.text);
        item->setData(each.place, PlaceRole);
        item->setData(action.group, GroupRole);
        item->setData(keysText(action.keys), KeysRole);
        item->setData(QVariant::fromValue(each.match.places), LettersRole);
        item->setData(each.isPossible, PossibleRole);
        item->setData(tr("%1: %2 %3").arg(action.group, action.text, keysText(action.keys)), Qt::AccessibleTextRole);
        item->setEnabled(each.isPossible);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->setVisible(!found.isEmpty());
    m_nothing->setVisible(found.isEmpty());
}

void Palette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !index.data(PossibleRole).toBool())
        return;
    const Action action = m_offered[index.data(PlaceRole).toInt()];
    leave();
    action.run();
}

void Palette::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (QKeySequence(key->keyCombination()) == QKeySequence(Qt::CTRL | Qt::Key_K)) {
            event->ignore();
            return true;
        }
    }
    if (watched == &m_window && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: QApplication::sendEvent(m_list, event); return true;
    default: return false;
    }
}

void Palette::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_offered.clear();
}

} // namespace deltascope::app
