#pragma once

#include "core/progress.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QNetworkAccessManager>
#include <QUrl>

#include <chrono>
#include <functional>
#include <limits>
#include <utility>

namespace deltascope::http {

/// What a server said.
struct Reply {
    QUrl url; ///< that answered
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
    enum class Verb { Head, Get, Post } verb = Verb::Get;
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; ///< of a POST
    std::chrono::milliseconds silence{10'000}; ///< without a byte, after which the transfer counts as broken
    qint64 mostBytes = std::numeric_limits<qint64>::max(); ///< of a body that is kept; one that has more is broken off
    /// Takes the body of a good answer piece by piece; may throw.
    std::function<void(const Reply &reply, const QByteArray &bytes)> take;
    /// Called every now and then while the transfer lasts.
    std::function<void()> beat;
};

bool isSameHost(const QUrl &a, const QUrl &b);

/// HTTP, blocking the calling thread, which must be the one that made it. Follows no redirect.
class Client {
public:
    Client();

    /// Throws Cancelled soon after `progress` says so, which closes the connection.
    Reply ask(const Request &request, const Progress &progress);

private:
    QNetworkAccessManager m_manager;
};

/// Throws Cancelled.
void stopIfCancelled(const Progress &progress);

} // namespace deltascope::http
