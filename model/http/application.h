#pragma once

#include <QCoreApplication>

#include <clocale>
#include <optional>

namespace deltascope::http {

/// Qt's event loops want an application object; the command line has none. The first is made on the main thread.
class ApplicationForNow {
public:
    ApplicationForNow()
    {
        if (QCoreApplication::instance())
            return;
        m_application.emplace(m_count, m_arguments);
        std::setlocale(LC_ALL, "C"); // the object set the user's, which writes numbers with commas
    }

private:
    char m_name[11] = "deltascope";
    char *m_arguments[2] = {m_name, nullptr};
    int m_count = 1;
    std::optional<QCoreApplication> m_application;
};

} // namespace deltascope::http
