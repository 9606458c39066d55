#pragma once

#include "app/mainwindow.h"
#include "app/reporting.h"
#include "app/signalcloser.h"
#include "app/translations.h"

#include <QObject>

#include <memory>

namespace deltascope::app {

/// The one window over a desk. Another language means another window in its place, over the same desk: nothing that
/// is open, runs or can be undone goes.
class Windows : public QObject {
    Q_OBJECT

public:
    /// Speaks what the settings say, else the user's own language.
    Windows(items::Desk &desk, Settings &settings);
    MainWindow &window() { return *m_window; }
    void speak(const QString &language);

Q_SIGNALS:
    void replaced(); ///< window() is another one

private:
    void make();

    items::Desk &m_desk;
    Settings &m_settings;
    Reporting m_reporting; ///< of the desk: another window leaves one that is being made alone
    Translations m_translations;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SignalCloser> m_closer;
};

} // namespace deltascope::app
