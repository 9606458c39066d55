#pragma once

#include "app/guide/step.h"
#include "app/panels.h"
#include "items/desk.h"

#include <QList>
#include <QObject>

namespace deltascope::app {

class Guide;
class MainWindow;

/// A short walk through what the window is for, at its real controls, on the bundled demo.
class Walk : public QObject {
    Q_OBJECT

public:
    Walk(items::Desk &desk, const Panels &panels, MainWindow &window);
    /// On the demo: if something else is open, the user is asked before it gives way.
    void start();
    Guide *guide() const { return m_guide; }

private:
    void connectParts();
    bool isDemoOpen() const;
    void askForDemo();
    void openDemo();
    void begin();
    QList<Step> steps();
    Step rackStep();
    Step marksStep();
    Step switchStep();
    Step tableStep();
    Step typeStep();
    Step partingStep();
    Step tabStep();
    Step searchStep();
    Step reportStep();
    void showBench();
    const items::SessionDelta *delta() const;

    items::Desk &m_desk;
    Panels m_panels;
    MainWindow &m_window;
    Guide *m_guide;
    bool m_isWaiting = false; ///< for the demo to be open
    bool m_hasPicked = false; ///< a module on the divergence line, since that step began
    QStringList m_texts; ///< of the inputs, when the step at which one is typed began
};

} // namespace deltascope::app
