#pragma once

#include "app/formroom.h"
#include "app/panels.h"
#include "app/settings.h"
#include "items/desk.h"
#include "views/common/theme.h"

#include <QMainWindow>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace deltascope::app {

class Actions;
class BenchPlace;
class Palette;
class Reporting;
class ServerMemory;
class Starting;
class Walk;

/// The window: lays out the panels over a desk that outlives it. What the panels tell one another is in wiring.h.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Which halves are shown: the tree with its neighbours above, the bench below.
    enum class Halves { Tree, Both, Bench };
    /// What stands on the right.
    enum class Side { Inspector, AddDelta, Shelf, Servers };

    /// All three outlive it.
    MainWindow(items::Desk &desk, Settings &settings, Reporting &reporting);

    /// Whether all that is shown is computed for what is set.
    bool isSettled() const;
    void switchTheme();
    void showHalves(Halves halves);
    BenchPlace *benchPlace() const { return m_place; }
    Reporting *reporting() const { return &m_reporting; }
    Starting *starting() const { return m_starting; }
    /// The form of a new delta starts over; the shelf looks through its folder once it is shown.
    void showSide(Side side);
    /// Brings the inspector back if it is `side` that stands there.
    void leaveSide(Side side);
    void openModel(const QString &model);
    /// Asks the server of that name, if its address is known; else it is to be typed.
    void connectServer(const QString &name);
    /// Opens what is open once more, in another way, with its deltas, columns and inputs.
    void reopen(const std::function<void(OpenRequest &)> &change);
    /// What is looked at.
    struct Sight {
        int module = 0; ///< in the inspector
        bool isHeated = false; ///< marks tell how large the changes are
        Side side = Side::Inspector;
        int column = 0; ///< pixels that the comparison is scrolled to the right
    };
    Sight sight() const;
    /// What is open already, where the window was made after it, looked at as in the one before.
    void showOpen(const Sight &sight);
    /// Keeps where its parts stand for the next window.
    void remember();

Q_SIGNALS:
    /// A file or folder was dropped somewhere on the window.
    void dropped(const QString &path);
    void languageChosen(const QString &code);

public Q_SLOTS:
    void chooseModel();
    void openSession();
    void saveSession();
    /// Asks for a folder, file or hub id.
    void typeModel();
    void startExport();
    /// Asks for a folder and makes the report of what is open.
    void startReport();
    /// The whole tree, as the file's ending says; what came of it is said in the message bar.
    void exportTo(const QString &path, views::Theme::Kind theme = views::Theme::Kind::Light);
    void showKeys();
    void showPalette();
    void startWalk();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void layOut();
    void showTitle();
    void makeViewMenu();
    QWidget *widgetOf(Side side) const;
    void restoreLayout();
    Layout currentLayout() const;

    items::Desk &m_desk;
    Settings &m_settings;
    Panels m_panels;
    Actions *m_actions;
    Palette *m_palette;
    Reporting &m_reporting;
    QStackedWidget *m_side;
    QSplitter *m_rows, *m_upper, *m_lower;
    BenchPlace *m_place;
    Starting *m_starting;
    Walk *m_walk;
    QList<int> m_sharedRows; ///< heights of the halves when both were shown last
    ServerMemory *m_serverMemory;
    FormRoom m_formRoom;
};

} // namespace deltascope::app
