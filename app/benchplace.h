#pragma once

#include <QWidget>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace deltascope::app {

/// The lower half of the window, one tab at a time: trying inputs, evaluating labelled data, comparing strengths, and
/// the search for what is responsible. Its head takes all the room, and gives it back, by a double-click.
class BenchPlace : public QWidget {
    Q_OBJECT

public:
    enum class Tab { Try, Evaluate, Compare, Responsible };
    /// What stands in each.
    struct Pages {
        QWidget *tried, *evaluated, *compared, *responsible;
    };

    explicit BenchPlace(const Pages &pages, QWidget *parent = nullptr);
    void showTab(Tab tab);
    Tab tab() const;
    QTabBar *tabs() const { return m_tabs; }
    /// Says whether it has all the room.
    void setMaximised(bool isMaximised);

    static constexpr int headHeight = 30;

Q_SIGNALS:
    void roomAsked(); ///< all of it, or back

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void add(const QString &title, const QString &tip, QWidget *page);

    QTabBar *m_tabs;
    QToolButton *m_room;
    QStackedWidget *m_pages;
};

} // namespace deltascope::app
