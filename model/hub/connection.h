#pragma once

#include "http/client.h"
#include "io/hub.h"

#include <functional>
#include <stdexcept>

namespace deltascope::hub {

using http::Reply; ///< its url is that behind all redirects

/// A question to the hub.
struct Request : http::Request {
    qint64 from = 0; ///< first byte wanted
    /// A redirect that answers the question by its headers already.
    std::function<bool(const Reply &reply)> isAnswer;
};

/// HTTP as the hub wants it, blocking the calling thread. Redirects are followed; the token goes to the endpoint's own
/// host only. Throws Cancelled soon after `progress` says so.
class Connection {
public:
    Connection(io::HubAccess access, Progress &progress);

    const io::HubAccess &access() const { return m_access; }
    Reply ask(const Request &request);
    /// Asks again, a little later each time, while the answer is one that passes.
    Reply askPatiently(const Request &request);
    /// Waits before the n-th attempt in vain is repeated; false if that were one too many.
    bool waitAfter(int futileAttempts);

private:
    Reply askOnce(const Request &request, const QUrl &url);

    io::HubAccess m_access;
    Progress &m_progress;
    http::Client m_client;
};

} // namespace deltascope::hub
