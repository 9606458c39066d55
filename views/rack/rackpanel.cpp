#include "views/rack/rackpanel.h"

#include "core/attachment.h"
#include "tree/totals.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/taborder.h"
#include "views/common/theme.h"
#include "views/rack/deltacard.h"
#include "views/rack/grouphead.h"
#include "views/rack/presetrow.h"
#include "views/rack/servedrack.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace deltascope::views {

using items::Session;

namespace {

/// Of a delta that is half attached.
std::optional<std::int64_t> attachedParameters(const NetworkInfo *network, const items::SessionDelta &delta,
                                               Attachment attachment)
{
    if (!network || attachment != Attachment::Partly)
        return std::nullopt;
    return tree::attachedOf(*network, tree::DeltaCount(*delta.info), delta.setting).trainable;
}

} // namespace

RackPanel::RackPanel(items::Session &session, items::Meters &meters, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_meters(meters)
    , m_count(new ElidedLabel({}, this))
    , m_scroll(new QScrollArea(this))
    , m_list(new QWidget)
    , m_cards(new QVBoxLayout(m_list))
    , m_hint(makeLabel(tr("No delta yet. Load a saved one, make a fresh one, or drop a delta folder on the window."),
                       "muted", m_list))
    , m_add(new QPushButton(tr("+  Add delta…"), m_list))
    , m_shelf(new QPushButton(tr("Shelf"), m_list))
    , m_dropLine(new QWidget(m_list))
    , m_mute(new QToolButton(this))
    , m_presets(new PresetRow(session, this))
{
    setProperty("surface", "panel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Deltas"));
    layOut();
    connect(m_add, &QPushButton::clicked, this, &RackPanel::addAsked);
    connect(m_shelf, &QPushButton::clicked, this, &RackPanel::shelfAsked);
    connect(&session, &Session::deltasChanged, this, &RackPanel::syncCards);
    connect(&session, &Session::mixChanged, this, &RackPanel::refresh);
    connect(&meters, &items::Meters::measured, this, &RackPanel::refresh);
    connect(m_mute, &QToolButton::clicked, this, &RackPanel::toggleMute);
    connect(&session, &Session::networkChanged, this, [this] { m_beforeMute.reset(); });
    setTabOrder(m_mute, m_presets); // whose chips follow it
    syncCards();
}

void RackPanel::layOut()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 9, 12, 6);
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("DELTAS"), "section", this));
    head->addStretch();
    head->addWidget(m_count);
    head->addWidget(m_mute);
    m_count->setProperty("role", "small");
    m_count->setElideMode(Qt::ElideRight);
    m_mute->setText(tr("M"));
    m_mute->setProperty("role", "framed");
    m_mute->setCheckable(true);
    m_mute->setAccessibleName(tr("Mute all"));
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(4, 2, 4, 2);
    m_add->setProperty("role", "quiet");
    m_add->setAccessibleName(tr("Add delta"));
    m_shelf->setProperty("role", "quiet");
    m_shelf->setToolTip(tr("Every delta below a folder (Ctrl+L)"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    buttons->addWidget(m_add, 1);
    buttons->addWidget(m_shelf);
    m_dropLine->setVisible(false);
    m_dropLine->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_cards->setContentsMargins(8, 0, 8, 8);
    m_cards->setSpacing(6);
    m_cards->addWidget(m_hint);
    m_cards->addLayout(buttons);
    m_cards->addStretch();
    m_scroll->setWidget(m_list);
    m_scroll->setFocusPolicy(Qt::NoFocus); // what it holds takes it
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *presets = new QHBoxLayout;
    presets->setContentsMargins(10, 0, 10, 6);
    presets->addWidget(m_presets);
    all->addLayout(head);
    all->addLayout(presets);
    all->addWidget(m_scroll, 1);
}

void RackPanel::showServed(const items::Servers &servers)
{
    m_cards->insertWidget(m_cards->count() - 1, new ServedRack(m_session, servers, m_list));
}

DeltaCard *RackPanel::card(DeltaId id) const
{
    const auto found = std::find_if(m_order.begin(), m_order.end(), [id](DeltaCard *card) { return card->id() == id; });
    return found == m_order.end() ? nullptr : *found;
}

void RackPanel::select(DeltaId id)
{
    m_selected = id;
    refresh();
}

DeltaCard *RackPanel::makeCard(DeltaId id)
{
    auto *card = new DeltaCard(m_list);
    connect(card, &DeltaCard::selected, this, [this, id] {
        select(id);
        Q_EMIT deltaSelected(id);
    });
    connect(card, &DeltaCard::switched, this, [this, id] {
        const items::SessionDelta *delta = m_session.state().find(id);
        delta &&items::isHeard(delta->setting) ? m_session.detach(id) : m_session.attach(id);
    });
    connect(card, &DeltaCard::soloed, this, [this, id] { m_session.toggleSolo(id); });
    connect(card, &DeltaCard::strengthGestureBegun, this, [this] { m_gesture = items::Gesture::begin(); });
    connect(card, &DeltaCard::strengthEdited, this,
            [this, id](double value) { m_session.setStrength(id, value, m_gesture); });
    connect(card, &DeltaCard::renamed, this, [this, id](const QString &name) { m_session.rename(id, name); });
    connect(card, &DeltaCard::menuRequested, this, [this, id](const QPoint &at) { openMenu(id, at); });
    connect(card, &DeltaCard::dragMoved, this, &RackPanel::showDropLine);
    connect(card, &DeltaCard::dragEnded, this, [this, id](const QPoint &at) { drop(id, at); });
    connect(card, &DeltaCard::moveAsked, this,
            [this, id](int by) { m_session.move(id, m_session.state().indexOf(id) + by); });
    connect(card, &DeltaCard::removeAsked, this, [this, id] { m_session.remove(id); });
    connect(card, &DeltaCard::findAsked, this, [this, id] { Q_EMIT findAsked(id); });
    return card;
}

/// Keeps the cards of deltas that stay, so that focus and hover do not jump.
void RackPanel::syncCards()
{
    QList<DeltaCard *> before = m_order;
    QList<DeltaCard *> after;
    for (const items::SessionDelta &delta : m_session.state().deltas) {
        DeltaCard *known = card(delta.setting.id);
        if (!known) {
            known = makeCard(delta.setting.id);
            known->show({.delta = delta});
        }
        before.removeAll(known);
        after.append(known);
    }
    std::optional<int> focused; ///< the place of a card that goes with the focus in it
    const QWidget *focus = QApplication::focusWidget();
    for (DeltaCard *gone : before) {
        if (focus && (gone == focus || gone->isAncestorOf(focus)))
            focused = int(m_order.indexOf(gone));
        m_cards->removeWidget(gone);
        gone->hide();
        gone->deleteLater();
    }
    m_order = after;
    placeCards();
    orderTabs();
    if (focused && !after.isEmpty()) // else it goes to wherever Tab leads, and keys with it
        after[std::min(*focused, int(after.size()) - 1)]->setFocus();
    m_hint->setVisible(after.isEmpty());
    refresh();
}

/// From the presets to the first card, through each with its own controls, and to what stands below the last.
void RackPanel::orderTabs()
{
    QWidget *previous = m_presets->keepButton();
    for (int i = 0; i < m_cards->count(); ++i)
        if (QWidget *widget = m_cards->itemAt(i)->widget())
            previous = chainTabs(previous, *widget);
    setTabOrder(previous, m_add);
    setTabOrder(m_add, m_shelf);
}

void RackPanel::refresh()
{
    const items::SessionState &state = m_session.state();
    int attached = 0, half = 0;
    QStringList names;
    for (const items::SessionDelta &delta : state.deltas)
        names << QString::fromStdString(delta.name());
    for (const items::SessionDelta &delta : state.deltas) {
        const DeltaId id = delta.setting.id;
        attached += delta.isThere() && items::isHeard(delta.setting);
        const Attachment attachment = attachmentOf(delta.setting, *delta.info);
        half += delta.isThere() && attachment == Attachment::Partly;
        const auto solo = state.solo < 0     ? CardState::Solo::None
                          : state.solo == id ? CardState::Solo::This
                                             : CardState::Solo::Other;
        if (DeltaCard *shown = card(id))
            shown->show({delta, names, solo, m_meters.effect(id), m_meters.effectMeaning(), id == m_selected,
                         attachment, attachedParameters(m_session.network(), delta, attachment)});
    }
    for (GroupHead *head : m_heads) {
        int all = 0, heard = 0;
        for (const items::SessionDelta &delta : state.deltas)
            if (QString::fromStdString(delta.group) == head->group()) {
                ++all;
                heard += delta.isThere() && items::isHeard(delta.setting);
            }
        head->show(all, heard);
    }
    if (attached > 0)
        m_beforeMute.reset();
    m_mute->setVisible(state.deltas.size() > 1);
    m_mute->setEnabled(attached > 0 || m_beforeMute);
    m_mute->setChecked(m_beforeMute.has_value());
    m_mute->setToolTip(m_beforeMute ? tr("Attach again what was muted") : tr("Mute all: detach every delta"));
    m_count->setFullText(state.deltas.empty() ? QString()
                         : state.solo >= 0    ? tr("solo: 1 of %1 heard").arg(state.deltas.size())
                         : half > 0 ? tr("%1 of %2 attached, %3 half").arg(attached).arg(state.deltas.size()).arg(half)
                                    : tr("%1 of %2 attached").arg(attached).arg(state.deltas.size()));
}

/// Saving and converting, as the delta is and, where the rack turns it up or down, as it is heard.
void RackPanel::addSaving(QMenu &menu, const items::SessionDelta &delta)
{
    const std::string &own = delta.info->library;
    const auto add = [&](const QString &title, const std::string &library, double strength) {
        menu.addAction(title, this, [this, request = SaveRequest{delta.setting.id, library, strength, {}}] {
            Q_EMIT saveAsked(request);
        });
    };
    const auto addBoth = [&](const QString &title, const std::string &library) {
        add(title + QStringLiteral("…"), library, 1);
        if (delta.setting.strength != 1)
            add(tr("%1 at strength %2…").arg(title, shortNumber(delta.setting.strength)), library,
                delta.setting.strength);
    };
    addBoth(tr("Save delta"), own);
    for (const auto &[library, title] :
         {std::pair("opendelta", tr("Convert to OpenDelta")), {"peft", tr("Convert to PEFT")}})
        if (own != library)
            addBoth(title, library);
    menu.addAction(tr("Truncate…"), this, [this, id = delta.setting.id] { Q_EMIT truncateAsked(id); })
        ->setToolTip(tr("Keep only the strongest directions of its update"));
}

void RackPanel::openMenu(DeltaId id, const QPoint &globalPosition)
{
    const items::SessionDelta *delta = m_session.state().find(id);
    if (!delta)
        return;
    const QString path = QString::fromStdString(delta->info->path);
    const bool isHeard = items::isHeard(delta->setting);
    QMenu *menu = makePopup(this);
    menu->addAction(m_session.state().solo == id ? tr("Solo off") : tr("Solo"), this,
                    [this, id] { m_session.toggleSolo(id); });
    menu->addAction(isHeard ? tr("Mute (detach)") : tr("Attach"), this,
                    [this, id, isHeard] { isHeard ? m_session.detach(id) : m_session.attach(id); });
    menu->addAction(tr("Reveal its sites"), this, [this, id] {
        select(id);
        Q_EMIT deltaSelected(id);
        Q_EMIT revealAsked(id);
    });
    menu->addSeparator();
    if (delta->isThere())
        addSaving(*menu, *delta);
    menu->addSeparator();
    menu->addAction(tr("Rename"), this, [this, id] {
        if (DeltaCard *renamed = card(id))
            renamed->editName();
    });
    addLooks(*menu, *delta);
    QAction *duplicate = menu->addAction(tr("Duplicate"), this, [this, id] { m_session.duplicate(id); });
    duplicate->setEnabled(delta->isThere());
    QAction *copy = menu->addAction(tr("Copy path"), this, [path] { QApplication::clipboard()->setText(path); });
    copy->setEnabled(!path.isEmpty());
    menu->addSeparator();
    menu->addAction(tr("Remove"), this, [this, id] { m_session.remove(id); });
    popUp(menu, globalPosition);
}

/// Detaches every delta; once more, while none is attached: plugs in again what was.
void RackPanel::toggleMute()
{
    if (m_beforeMute) {
        const Mix before = *m_beforeMute;
        m_beforeMute.reset();
        m_session.plugInMix(tr("unmute all"), before);
    } else {
        const Mix before = m_session.state().liveMix();
        m_session.muteAll();
        m_beforeMute = before;
    }
    refresh();
}

int RackPanel::positionAt(const QPoint &globalPosition) const
{
    const int y = m_list->mapFromGlobal(globalPosition).y();
    int position = 0;
    while (position < m_order.size() && y > m_order[position]->geometry().center().y())
        ++position;
    return position;
}

void RackPanel::showDropLine(const QPoint &globalPosition)
{
    const int position = positionAt(globalPosition);
    const int y = position < m_order.size() ? m_order[position]->y() - 4 : m_order.last()->geometry().bottom() + 2;
    QPalette palette = m_dropLine->palette();
    palette.setColor(QPalette::Window, theme().accent);
    m_dropLine->setPalette(palette);
    m_dropLine->setAutoFillBackground(true);
    m_dropLine->setGeometry(8, y, m_list->width() - 16, 2);
    m_dropLine->setVisible(true);
    m_dropLine->raise();
}

void RackPanel::drop(DeltaId id, const QPoint &globalPosition)
{
    m_dropLine->setVisible(false);
    const int from = m_session.state().indexOf(id);
    const int to = positionAt(globalPosition);
    m_session.move(id, to > from ? to - 1 : to);
}

void RackPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refresh();
}

} // namespace deltascope::views
