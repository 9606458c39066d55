#pragma once

#include "items/meters.h"
#include "items/servers.h"
#include "items/session.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

class DeltaCard;
class ElidedLabel;
class ElidedLabel;
class GroupHead;
class PresetRow;

/// The mixer: one card a delta, in order of insertion.
class RackPanel : public QWidget {
    Q_OBJECT

public:
    RackPanel(items::Session &session, items::Meters &meters, QWidget *parent = nullptr);
    DeltaCard *card(DeltaId id) const;
    void select(DeltaId id);
    PresetRow *presets() const { return m_presets; }
    GroupHead *groupHead(int place) const { return m_heads.value(place); } ///< from the top; null if there is none
    QToolButton *muteButton() const { return m_mute; }
    /// Shows below the cards what servers have loaded.
    void showServed(const items::Servers &servers);

Q_SIGNALS:
    void addAsked();
    void shelfAsked();
    /// A card was clicked: its sites should light up.
    void deltaSelected(DeltaId id);
    /// The first site of the delta should be shown in the tree.
    void revealAsked(DeltaId id);
    void findAsked(DeltaId id); ///< a delta that is not there is to be looked for
    /// The delta should be written as that library reads it, into a folder that is still to be chosen.
    void saveAsked(const SaveRequest &request);
    /// It is to be made smaller.
    void truncateAsked(DeltaId id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    DeltaCard *makeCard(DeltaId id);
    void syncCards();
    void placeCards();
    void orderTabs();
    QString groupOf(const DeltaCard &card) const;
    void makeHeads();
    void makeHead(const QString &group);
    void refresh();
    void addSaving(QMenu &menu, const items::SessionDelta &delta);
    void addLooks(QMenu &menu, const items::SessionDelta &delta);
    QStringList groupNames() const;
    void regroup(const QString &from, const QString &to);
    void openGroupMenu(const QString &group, const QPoint &globalPosition);
    void toggleMute();
    void openMenu(DeltaId id, const QPoint &globalPosition);
    int positionAt(const QPoint &globalPosition) const;
    void showDropLine(const QPoint &globalPosition);
    void drop(DeltaId id, const QPoint &globalPosition);

    items::Session &m_session;
    items::Meters &m_meters;
    ElidedLabel *m_count;
    QScrollArea *m_scroll;
    QWidget *m_list;
    QVBoxLayout *m_cards;
    QLabel *m_hint;
    QPushButton *m_add, *m_shelf;
    QWidget *m_dropLine;
    QToolButton *m_mute;
    PresetRow *m_presets;
    QList<GroupHead *> m_heads; ///< from the top
    QSet<QString> m_folded; ///< groups
    std::optional<Mix> m_beforeMute; ///< what was plugged in when all was muted; nothing once something is again
    QList<DeltaCard *> m_order;
    DeltaId m_selected = -1;
    items::Gesture m_gesture;
};

} // namespace deltascope::views
