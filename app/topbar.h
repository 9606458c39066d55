#pragma once

#include "core/describe.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace deltascope::views {
class ElidedLabel;
class FindField;
} // namespace deltascope::views

namespace deltascope::app {

/// The line at the top: what is open, the search field, and the actions that are always at hand.
class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);
    void show(const NetworkInfo *network);
    /// What of it is of use: all of it where one works, the ways on at the start page.
    enum class Place { Work, Start };
    void setPlace(Place place);
    /// Short; what distinguishes it from others of the same name is in the tooltip.
    QString modelName() const;

    views::FindField *search() const { return m_search; }
    QToolButton *open() const { return m_open; }
    QToolButton *view() const { return m_view; }
    QToolButton *theme() const { return m_theme; }
    QToolButton *commands() const { return m_commands; }
    QPushButton *undo() const { return m_undo; }
    QPushButton *redo() const { return m_redo; }
    QPushButton *exportTree() const { return m_export; }
    QPushButton *addDelta() const { return m_add; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showChips();

    views::ElidedLabel *m_model, *m_architecture;
    views::ElidedLabel *m_untouched;
    QLabel *m_nothing;
    views::FindField *m_search;
    bool m_hasNetwork = false;
    QToolButton *m_open, *m_view, *m_commands, *m_theme;
    QPushButton *m_undo, *m_redo, *m_export, *m_add;
};

} // namespace deltascope::app
