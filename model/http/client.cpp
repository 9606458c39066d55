#include "http/client.h"

#include "core/outcome.h"

#include <QEventLoop>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <exception>
#include <memory>

namespace deltascope::http {

namespace {

using namespace std::chrono_literals;

constexpr auto cancelPoll = 60ms;
constexpr qint64 mostErrorText = 64 << 10, mostBuffered = 4 << 20;

/// The proxy that the environment or the desktop names.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

void readHead(const QNetworkReply &from, Reply &to)
{
    to.status = from.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : from.rawHeaderPairs())
        to.headers.insert(name.toLower(), value);
}

/// An error that has a status is an answer; one without it broke the transfer.
void readEnd(const QNetworkReply &from, Reply &to)
{
    using Error = QNetworkReply::NetworkError;
    const Error error = from.error();
    if (error == Error::NoError || !to.problem.isEmpty()
        || (to.status >= 400 && error != Error::RemoteHostClosedError && error != Error::OperationCanceledError))
        return;
    to.problem = error == Error::OperationCanceledError ? QStringLiteral("nothing came any more") : from.errorString();
    to.isUnreachable = (error == Error::OperationCanceledError && to.status == 0) || error == Error::HostNotFoundError
                       || error == Error::ConnectionRefusedError || error == Error::ProxyNotFoundError
                       || error == Error::ProxyConnectionRefusedError || error == Error::SslHandshakeFailedError
                       || error == Error::ProtocolUnknownError;
}

QNetworkRequest questionOf(const Request &request)
{
    QNetworkRequest question(request.url);
    question.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    question.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    question.setTransferTimeout(static_cast<int>(request.silence.count()));
    question.setRawHeader("User-Agent", "deltascope");
    question.setRawHeader("Accept-Encoding", "identity"); // sizes and ranges are those of the file
    for (const auto &[name, value] : request.headers)
        question.setRawHeader(name, value);
    return question;
}

std::unique_ptr<QNetworkReply> begin(QNetworkAccessManager &manager, const Request &request)
{
    const QNetworkRequest question = questionOf(request);
    switch (request.verb) {
    case Request::Verb::Head: return std::unique_ptr<QNetworkReply>(manager.head(question));
    case Request::Verb::Get: return std::unique_ptr<QNetworkReply>(manager.get(question));
    case Request::Verb::Post: break;
    }
    return std::unique_ptr<QNetworkReply>(manager.post(question, request.body));
}

/// Takes what comes of one transfer.
class Receiver {
public:
    Receiver(const Request &request, QNetworkReply &transfer)
        : m_request(request)
        , m_transfer(transfer)
    {
        m_reply.url = request.url;
    }

    /// False once nothing more is wanted.
    bool receive()
    {
        readHead(m_transfer, m_reply);
        const QByteArray bytes = m_transfer.isOpen() ? m_transfer.readAll() : QByteArray();
        if (m_thrown || bytes.isEmpty())
            return !m_thrown;
        const bool isError = m_reply.status < 200 || m_reply.status >= 300;
        if (isError) {
            m_reply.body += bytes.left(std::max<qint64>(0, mostErrorText - m_reply.body.size()));
            return true;
        }
        if (!m_request.take)
            return keep(bytes);
        try {
            m_request.take(m_reply, bytes);
        } catch (...) { // an exception must not pass through the event loop
            m_thrown = std::current_exception();
        }
        return !m_thrown;
    }

    Reply finish()
    {
        if (m_thrown)
            std::rethrow_exception(m_thrown);
        readEnd(m_transfer, m_reply);
        return std::move(m_reply);
    }

private:
    bool keep(const QByteArray &bytes)
    {
        m_reply.body += bytes;
        if (m_reply.body.size() <= m_request.mostBytes)
            return true;
        m_reply.problem = QStringLiteral("more than %1 bytes came").arg(m_request.mostBytes);
        return false;
    }

    const Request &m_request;
    QNetworkReply &m_transfer;
    Reply m_reply;
    std::exception_ptr m_thrown;
};

} // namespace

bool Reply::isPassing() const
{
    return !isUnreachable && (!problem.isEmpty() || status == 408 || status == 429 || (status >= 500 && status != 501));
}

bool isSameHost(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host().compare(b.host(), Qt::CaseInsensitive) == 0 && port(a) == port(b);
}

void stopIfCancelled(const Progress &progress)
{
    if (progress.cancelled())
        throw Cancelled();
}

Client::Client() { m_manager.setProxyFactory(new SystemProxies); }

Reply Client::ask(const Request &request, const Progress &progress)
{
    stopIfCancelled(progress);
    const std::unique_ptr<QNetworkReply> transfer = begin(m_manager, request);
    transfer->setReadBufferSize(mostBuffered);
    Receiver receiver(request, *transfer);
    QEventLoop loop;
    QObject::connect(transfer.get(), &QNetworkReply::readyRead, &loop, [&] {
        if (!receiver.receive())
            loop.quit();
    });
    QObject::connect(transfer.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (request.beat)
            request.beat();
        if (progress.cancelled())
            loop.quit();
    });
    poll.start(cancelPoll);
    if (!transfer->isFinished())
        loop.exec();
    stopIfCancelled(progress);
    if (transfer->isFinished())
        receiver.receive();
    return receiver.finish();
}

} // namespace deltascope::http
