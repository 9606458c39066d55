#include "app/screenshot.h"

#include "app/mainwindow.h"

#include <QCoreApplication>
#include <QPixmap>

#include <cstdio>

namespace deltascope::app {

namespace {
constexpr int lookEvery = 50, looksInARow = 8;
constexpr qint64 longestWait = 180'000;
} // namespace

Screenshot::Screenshot(const items::Opening &opening, MainWindow &window, const QString &file)
    : m_window(window)
    , m_file(file)
{
    connect(&opening, &items::Opening::failed, this,
            [this](const Error &error) { end(QString::fromStdString(error.sentence())); });
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_since.start();
    m_timer.start(lookEvery);
}

void Screenshot::look()
{
    if (m_since.elapsed() > longestWait)
        return end(tr("the window was not ready in time"));
    m_settledLooks = m_window.isSettled() ? m_settledLooks + 1 : 0;
    if (m_settledLooks >= looksInARow)
        end(m_window.grab().save(m_file, m_file.contains(QLatin1Char('.')) ? nullptr : "PNG")
                ? QString()
                : tr("%1 could not be written").arg(m_file));
}

void Screenshot::end(const QString &problem)
{
    m_timer.stop();
    if (!problem.isEmpty())
        std::fprintf(stderr, "%s\n", problem.toUtf8().constData());
    QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
}

} // namespace deltascope::app
