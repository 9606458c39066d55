#include "app/windows.h"

#include "app/benchplace.h"
#include "app/settings.h"

namespace deltascope::app {

Windows::Windows(items::Desk &desk, Settings &settings)
    : m_desk(desk)
    , m_settings(settings)
    , m_reporting(desk)
{
    m_translations.speak(spokenFor(settings.language()));
    make();
}

void Windows::make()
{
    m_window = std::make_unique<MainWindow>(m_desk, m_settings, m_reporting);
    m_closer = std::make_unique<SignalCloser>(*m_window);
    // Later: the window that asks is not deleted inside its own menu.
    connect(m_window.get(), &MainWindow::languageChosen, this, &Windows::speak, Qt::QueuedConnection);
}

void Windows::speak(const QString &language)
{
    if (language == m_translations.spoken())
        return;
    m_settings.setLanguage(language);
    m_translations.speak(language);
    const BenchPlace::Tab tab = m_window->benchPlace()->tab();
    const MainWindow::Sight sight = m_window->sight();
    const bool isShown = m_window->isVisible();
    m_window->remember();
    // The old one stays until the new one stands before it, so that the screen is never empty.
    const std::unique_ptr<MainWindow> old = std::move(m_window);
    m_closer.reset();
    make();
    m_window->benchPlace()->showTab(tab);
    m_window->showOpen(sight);
    m_window->setVisible(isShown);
    Q_EMIT replaced();
}

} // namespace deltascope::app
