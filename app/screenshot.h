#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace deltascope::items {
class Opening;
}

namespace deltascope::app {

class MainWindow;

/// Waits until the window shows everything computed, writes its picture and ends the program: status 0, or 1 with one
/// line on standard error if the model did not open or the file could not be written.
class Screenshot : public QObject {
    Q_OBJECT

public:
    Screenshot(const items::Opening &opening, MainWindow &window, const QString &file);

private:
    void look();
    void end(const QString &problem);

    MainWindow &m_window;
    QString m_file;
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_settledLooks = 0;
};

} // namespace deltascope::app
