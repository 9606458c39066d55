#include "app/servermemory.h"

#include "app/settings.h"

namespace deltascope::app {

ServerMemory::ServerMemory(items::Servers &servers, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_settings(settings)
{
    servers.setCopies(settings.copies());
    connect(&servers, &items::Servers::changed, this, &ServerMemory::keepServers);
    connect(&servers, &items::Servers::placed, this, &ServerMemory::keepPlaces);
}

void ServerMemory::begin()
{
    if (m_servers.count() == 0)
        for (const QStringList texts = m_settings.servers(); const QString &text : texts)
            m_servers.add(text);
}

/// One that comes back has the paths that it had.
void ServerMemory::keepServers()
{
    m_settings.setServers(m_servers.texts());
    for (int place = 0; place < m_servers.count(); ++place)
        if (const items::ServerEntry &server = m_servers.at(place); server.mapping.isEmpty())
            m_servers.setMapping(place, m_settings.serverPath(QString::fromStdString(server.address.name)));
}

void ServerMemory::keepPlaces()
{
    m_settings.setCopies(m_servers.copies());
    for (int place = 0; place < m_servers.count(); ++place) {
        const items::ServerEntry &server = m_servers.at(place);
        m_settings.setServerPath(QString::fromStdString(server.address.name), server.mapping);
    }
}

} // namespace deltascope::app
