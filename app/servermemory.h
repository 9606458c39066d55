#pragma once

#include "items/servers.h"

namespace deltascope::app {

class Settings;

/// Keeps in the settings which servers there are and the paths that they know the deltas by. Never a key.
class ServerMemory : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    ServerMemory(items::Servers &servers, Settings &settings, QObject *parent = nullptr);
    /// Brings them back, the first time: none is asked before the user wants to see it.
    void begin();

private:
    void keepServers();
    void keepPlaces();

    items::Servers &m_servers;
    Settings &m_settings;
};

} // namespace deltascope::app
