#pragma once

#include "items/similaritymodel.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace deltascope::views {

class ElidedLabel;
class SimilarityMap;
class TakeAway;

/// How alike the rack's deltas change the weights: which two pull against one another is said and seen at once. Follows
/// the session while it is seen.
class SimilarityPanel : public QWidget {
    Q_OBJECT

public:
    SimilarityPanel(items::Session &session, items::Likeness &likeness, QWidget *parent = nullptr);
    /// What the head of the place shows while this panel is there.
    QWidget *head() const { return m_head; }
    SimilarityMap *map() const { return m_map; }
    TakeAway *takings() const { return m_take; }

Q_SIGNALS:
    void moduleChosen(int module);
    void saved(const QString &path);
    void failed(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void connectParts();
    void refresh();
    QString verdict() const;
    QString hint() const;
    void openSaveMenu();

    items::Session &m_session;
    items::Likeness &m_likeness;
    items::SimilarityModel m_model;
    QWidget *m_head, *m_scale;
    QLabel *m_facts, *m_verdict, *m_left, *m_hint, *m_error;
    ElidedLabel *m_pointed;
    QProgressBar *m_bar;
    QToolButton *m_save;
    SimilarityMap *m_map;
    TakeAway *m_take;
};

} // namespace deltascope::views
