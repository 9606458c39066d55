// The rack's groups, and what a card's menu offers of looks.
#include "views/rack/rackpanel.h"

#include "views/common/mark.h"
#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/rack/deltacard.h"
#include "views/rack/grouphead.h"

#include <QMenu>
#include <QVBoxLayout>

namespace deltascope::views {

QString RackPanel::groupOf(const DeltaCard &card) const
{
    return QString::fromStdString(m_session.state().find(card.id())->group);
}

/// A head stands where the group of the cards changes: deltas keep their order of insertion.
void RackPanel::placeCards()
{
    makeHeads();
    int at = 0;
    qsizetype head = 0;
    QString group;
    const auto place = [this, &at](QWidget *widget) {
        if (m_cards->indexOf(widget) != at)
            m_cards->insertWidget(at, widget);
        ++at;
    };
    for (DeltaCard *card : m_order) {
        const QString own = groupOf(*card);
        if (own != group && !own.isEmpty())
            place(m_heads[head++]);
        group = own;
        place(card);
        card->setVisible(own.isEmpty() || !m_folded.contains(own));
    }
}

/// A head where a group begins; those of the same groups as before stay, and with them a name that is being typed.
void RackPanel::makeHeads()
{
    QStringList wanted, shown;
    QString group;
    for (const DeltaCard *card : m_order) {
        const QString own = groupOf(*card);
        if (own != group && !own.isEmpty())
            wanted << own;
        group = own;
    }
    for (const GroupHead *head : m_heads)
        shown << head->group();
    if (wanted != shown) {
        qDeleteAll(m_heads);
        m_heads.clear();
        for (const QString &each : wanted)
            makeHead(each);
    }
    for (GroupHead *head : m_heads)
        head->setFolded(m_folded.contains(head->group()));
}

void RackPanel::makeHead(const QString &group)
{
    auto *head = new GroupHead(group, m_list);
    connect(head, &GroupHead::foldAsked, this, [this, group] {
        if (!m_folded.remove(group))
            m_folded.insert(group);
        // The head that was clicked goes with the others: not from within its click.
        QMetaObject::invokeMethod(this, &RackPanel::syncCards, Qt::QueuedConnection);
    });
    connect(head, &GroupHead::muteAsked, this, [this, group] { m_session.muteAll(group); });
    connect(head, &GroupHead::renamed, this, [this, group](const QString &name) {
        QMetaObject::invokeMethod(
            this, [this, group, name] { regroup(group, name); }, Qt::QueuedConnection);
    });
    connect(head, &GroupHead::menuRequested, this, [this, group](const QPoint &at) { openGroupMenu(group, at); });
    m_heads << head;
}

/// Its colour and mark, and its group.
void RackPanel::addLooks(QMenu &menu, const items::SessionDelta &delta)
{
    const DeltaId id = delta.setting.id;
    QMenu *colours = menu.addMenu(tr("Colour and mark"));
    for (int series = 0; series < int(theme().series.size()); ++series) {
        QAction *action = colours->addAction(markIcon({series}), tr("Colour %1").arg(series + 1), this,
                                             [this, id, series] { m_session.recolour(id, series); });
        action->setCheckable(true);
        action->setChecked(series == delta.series);
    }
    QMenu *groups = menu.addMenu(tr("Group"));
    const QString own = QString::fromStdString(delta.group);
    const auto add = [&](const QString &text, const QString &group) {
        QAction *action = groups->addAction(text, this, [this, id, group] { m_session.setGroup(id, group); });
        action->setCheckable(true);
        action->setChecked(group == own);
    };
    add(tr("None"), {});
    for (const QString &group : groupNames())
        add(group, group);
    groups->addSeparator();
    groups->addAction(tr("New group"), this, [this, id] {
        const QStringList taken = groupNames();
        QString name;
        for (int number = 1; name.isEmpty() || taken.contains(name); ++number)
            name = tr("Group %1").arg(number);
        m_session.setGroup(id, name);
        for (GroupHead *head : m_heads)
            if (head->group() == name)
                head->editName();
    });
}

QStringList RackPanel::groupNames() const
{
    QStringList names;
    for (const items::SessionDelta &delta : m_session.state().deltas)
        if (const QString group = QString::fromStdString(delta.group); !group.isEmpty() && !names.contains(group))
            names << group;
    return names;
}

/// All deltas of a group go into another one, or into none.
void RackPanel::regroup(const QString &from, const QString &to)
{
    session::Edits edits;
    for (const items::SessionDelta &delta : m_session.state().deltas)
        if (delta.group == from.toStdString())
            edits.push_back(session::SetLook{delta.setting.id, delta.series, to.toStdString()});
    m_session.edit(to.isEmpty() ? tr("dissolve %1").arg(from) : tr("rename %1").arg(from), std::move(edits));
}

void RackPanel::openGroupMenu(const QString &group, const QPoint &globalPosition)
{
    QMenu *menu = makePopup(this);
    menu->addAction(tr("Mute (detach all)"), this, [this, group] { m_session.muteAll(group); });
    menu->addAction(tr("Rename"), this, [this, group] {
        for (GroupHead *head : m_heads)
            if (head->group() == group)
                head->editName();
    });
    menu->addAction(tr("Dissolve"), this, [this, group] { regroup(group, {}); });
    popUp(menu, globalPosition);
}

} // namespace deltascope::views
