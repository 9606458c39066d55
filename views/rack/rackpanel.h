#pragma once

#include "items/meters.h"
#include "items/session.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace deltascope::views {

class DeltaCard;

/// The mixer: one card a delta, in order of insertion.
class RackPanel : public QWidget {
    Q_OBJECT

public:
    RackPanel(items::Session &session, items::Meters &meters, QWidget *parent = nullptr);
    DeltaCard *card(DeltaId id) const;
    void select(DeltaId id);

Q_SIGNALS:
    void addAsked();
    void shelfAsked();
    /// A card was clicked: its sites should light up.
    void deltaSelected(DeltaId id);
    /// The first site of the delta should be shown in the tree.
    void revealAsked(DeltaId id);
    /// The delta should be written as that library reads it.
    /// Into a folder that is still to be chosen.
    void findAsked(DeltaId id); ///< a delta that is not there is to be looked for
    void saveAsked(const SaveRequest &request);

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    DeltaCard *makeCard(DeltaId id);
    void syncCards();
    void refresh();
    void addSaving(QMenu &menu, const items::SessionDelta &delta);
    void openMenu(DeltaId id, const QPoint &globalPosition);
    int positionAt(const QPoint &globalPosition) const;
    void showDropLine(const QPoint &globalPosition);
    void drop(DeltaId id, const QPoint &globalPosition);

    items::Session &m_session;
    items::Meters &m_meters;
    QLabel *m_count;
    QScrollArea *m_scroll;
    QWidget *m_list;
    QVBoxLayout *m_cards;
    QLabel *m_hint;
    QPushButton *m_add, *m_shelf;
    QWidget *m_dropLine;
    QList<DeltaCard *> m_order;
    DeltaId m_selected = -1;
    items::Gesture m_gesture;
};

} // namespace deltascope::views
