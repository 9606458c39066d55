#pragma once

#include "core/progress.h"
#include "io/hub.h"

#include <QByteArray>
#include <QHash>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>
#include <stdexcept>

namespace deltascope::hub {

/// What a server said.
struct Reply {
    QUrl url; ///< that answered, behind all redirects
    int status = 0; ///< 0: no answer came
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body; ///< where it was not handed on; its first bytes if it is an error
    QString problem; ///< why the transfer ended before its end; empty if it did not
    bool isUnreachable = false; ///< there is no such host, or nobody listens

    bool isGood() const { return status >= 200 && status < 300 && problem.isEmpty(); }
    bool isRedirect() const { return status >= 300 && status < 400 && headers.contains("location"); }
    /// Trying again may help.
    bool isPassing() const;
};

/// A question to a server.
struct Request {
    enum class Verb { Head, Get } verb = Verb::Get;
    QUrl url;
    qint64 from = 0; ///< first byte wanted
    /// Takes the body of a good answer piece by piece; may throw.
    std::function<void(const Reply &reply, const QByteArray &bytes)> take;
    /// Called every now and then while the transfer lasts.
    std::function<void()> beat;
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
    void stopIfCancelled() const;

    io::HubAccess m_access;
    Progress &m_progress;
    QNetworkAccessManager m_manager;
};

} // namespace deltascope::hub
