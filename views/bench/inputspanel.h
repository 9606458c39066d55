#pragma once

#include "items/bench.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

namespace deltascope::views {

class InputCard;
class InputEditor;
class PictureButton;

/// The inputs down the left side, each as high as its row of the comparison beside it; it scrolls with that.
class InputsPanel : public QWidget {
    Q_OBJECT

public:
    InputsPanel(items::Session &session, items::Bench &bench, QWidget *parent = nullptr);

    int wantedHeight(int inputKey) const;
    /// Height of every row, in order.
    void setRowHeights(const QList<int> &heights);
    void setOffset(int offset);
    /// Asks for the input that was begun last to be seen, until it has its answers.
    void showNew();
    int contentHeight() const;
    int areaHeight() const { return m_area->height(); }
    InputCard *card(int inputKey) const { return m_cards.value(inputKey); }
    InputEditor *newInputField() const { return m_ghost; } ///< hidden for vision models

Q_SIGNALS:
    void heightsChanged();
    void wheelTurned(int pixels);
    void visibleAsked(int top, int bottom);
    void fileDropped(const QString &path);
    void templateAsked(const QString &name); ///< another of the model's chat templates is to be used
    void cutAsked(int inputKey, qint64 most); ///< to so many tokens
    void leaveAsked(); ///< Esc in a text
    void rulesAsked(const QRect &global); ///< the session's rules, beside that place

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    InputCard *makeCard(int key);
    InputCard *cardOf(int key);
    void syncCards();
    int ghostHeight() const;
    void orderTabs();
    void refresh();
    void place();
    void startFromGhost();
    void showKind();
    void addLines(const QStringList &lines);
    Input newInput(const QString &text) const;
    void askPrompt(int key);
    void addPictures(const QStringList &paths);
    QString ruleText(const items::BenchInput &input) const;
    void openRuleMenu(int key, const QPoint &globalPosition);

    items::Session &m_session;
    items::Bench &m_bench;
    QWidget *m_area;
    InputEditor *m_ghost; ///< empty: what is typed there becomes an input
    PictureButton *m_pictures; ///< stands there for vision models
    QHash<int, InputCard *> m_cards;
    QList<int> m_order, m_heights;
    bool m_isOrdered = false; ///< Tab walks the cards in their order
    QTimer m_moreCards; ///< cards that are still to be made
    int m_offset = 0;
    int m_new = -1; ///< an input that has not been seen yet
    items::Gesture m_gesture;
};

} // namespace deltascope::views
