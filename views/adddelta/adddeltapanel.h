#pragma once

#include "items/background.h"
#include "items/questions.h"
#include "items/session.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace deltascope::views {

class FreshForm;
class SavedForm;

/// Adds a delta beside the tree: a saved one from its folder, or a fresh one with its kind, numbers and targets.
/// What the targets match is lit in the tree while they are typed, and modules may be pointed at there.
class AddDeltaPanel : public QWidget {
    Q_OBJECT

public:
    enum class Page { Saved, Fresh };

    AddDeltaPanel(items::Session &session, items::Questions &questions, QWidget *parent = nullptr);
    /// Starts over on a page.
    void start(Page page);
    /// Starts over where the next delta is most likely to come from: saved or fresh as the last one in the rack, in the
    /// folder beside it, else in that of the shelf.
    void begin(const QString &shelf);
    void setPath(const QString &path);
    /// Adds a module to the targets, or takes it away.
    void pointAt(int module);
    bool isPointing() const;

Q_SIGNALS:
    void targetsMatched(const QList<int> &modules);
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void connectParts();
    void offerKinds();
    void scheduleMatch();
    void match();
    void takeMatch(const std::vector<int> &modules);
    void sayMatched(const std::vector<std::string> &dead);
    void lookForDead();
    void takeCheck(const CheckReport &report);
    void takeFailure(const Error &error);
    void checkPath(const QString &path);
    void refresh();
    void add();
    void close();
    DeltaRequest request() const;
    bool isFresh() const;
    void say(const char *role, const QString &text);

    items::Session &m_session;
    items::Questions &m_questions;
    QTimer m_timer;
    items::Background m_looking; ///< for patterns that add nothing
    items::Question m_match, m_check;
    std::uint64_t m_adding = 0; ///< names what is being added; 0: nothing
    QList<int> m_matched;
    bool m_doesFit = false;

    QButtonGroup *m_tabs;
    QStackedWidget *m_pages;
    SavedForm *m_saved;
    FreshForm *m_fresh;
    QLineEdit *m_name;
    QLabel *m_status;
    QScrollArea *m_scroll;
    QPushButton *m_add, *m_cancel;
};

} // namespace deltascope::views
