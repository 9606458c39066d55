#include "hub/connection.h"

#include "core/outcome.h"

#include <QEventLoop>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <chrono>
#include <exception>
#include <thread>

namespace deltascope::hub {

namespace {

using namespace std::chrono_literals;

constexpr auto cancelPoll = 60ms;
constexpr int mostRedirects = 10, mostAttempts = 5;
constexpr qint64 mostErrorText = 64 << 10, mostBuffered = 4 << 20;

/// The proxy that the environment or the desktop names.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

bool isSameHost(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host().compare(b.host(), Qt::CaseInsensitive) == 0 && port(a) == port(b);
}

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
    if (error == Error::NoError
        || (to.status >= 400 && error != Error::RemoteHostClosedError && error != Error::OperationCanceledError))
        return;
    to.problem = error == Error::OperationCanceledError ? QStringLiteral("nothing came any more") : from.errorString();
    to.isUnreachable = (error == Error::OperationCanceledError && to.status == 0) || error == Error::HostNotFoundError
                       || error == Error::ConnectionRefusedError || error == Error::ProxyNotFoundError
                       || error == Error::ProxyConnectionRefusedError || error == Error::SslHandshakeFailedError
                       || error == Error::ProtocolUnknownError;
}

} // namespace

bool Reply::isPassing() const
{
    return !isUnreachable && (!problem.isEmpty() || status == 408 || status == 429 || (status >= 500 && status != 501));
}

Connection::Connection(io::HubAccess access, Progress &progress)
    : m_access(std::move(access))
    , m_progress(progress)
{
    m_manager.setProxyFactory(new SystemProxies);
}

void Connection::stopIfCancelled() const
{
    if (m_progress.cancelled())
        throw Cancelled();
}

Reply Connection::askOnce(const Request &request, const QUrl &url)
{
    QNetworkRequest question(url);
    question.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    question.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    question.setTransferTimeout(m_access.timeout * 1000);
    question.setRawHeader("User-Agent", "deltascope");
    question.setRawHeader("Accept-Encoding", "identity"); // sizes and ranges are those of the file
    if (!m_access.token.empty() && isSameHost(url, QUrl(QString::fromStdString(m_access.endpoint))))
        question.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(m_access.token));
    if (request.from > 0)
        question.setRawHeader("Range", "bytes=" + QByteArray::number(request.from) + "-");

    Reply reply;
    reply.url = url;
    std::exception_ptr thrown;
    const std::unique_ptr<QNetworkReply> transfer(request.verb == Request::Verb::Head ? m_manager.head(question)
                                                                                      : m_manager.get(question));
    transfer->setReadBufferSize(mostBuffered);
    QEventLoop loop;
    const auto receive = [&] {
        readHead(*transfer, reply);
        const QByteArray bytes = transfer->isOpen() ? transfer->readAll() : QByteArray();
        if (thrown || bytes.isEmpty())
            return;
        const bool isError = reply.status < 200 || reply.status >= 300;
        if (isError || !request.take) {
            reply.body += isError ? bytes.left(std::max<qint64>(0, mostErrorText - reply.body.size())) : bytes;
            return;
        }
        try {
            request.take(reply, bytes);
        } catch (...) { // an exception must not pass through the event loop
            thrown = std::current_exception();
            loop.quit();
        }
    };
    QObject::connect(transfer.get(), &QNetworkReply::readyRead, &loop, receive);
    QObject::connect(transfer.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (request.beat)
            request.beat();
        if (m_progress.cancelled())
            loop.quit();
    });
    poll.start(cancelPoll);
    if (!transfer->isFinished())
        loop.exec();
    stopIfCancelled();
    if (transfer->isFinished())
        receive();
    if (thrown)
        std::rethrow_exception(thrown);
    readEnd(*transfer, reply);
    return reply;
}

Reply Connection::ask(const Request &request)
{
    QUrl url = request.url;
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        stopIfCancelled();
        Reply reply = askOnce(request, url);
        if (!reply.isRedirect() || (request.isAnswer && request.isAnswer(reply)))
            return reply;
        const QUrl next = url.resolved(QUrl::fromEncoded(reply.headers.value("location")));
        const bool isWeb = next.scheme() == QLatin1String("https") || next.scheme() == QLatin1String("http");
        const bool isWeaker = url.scheme() == QLatin1String("https") && next.scheme() != QLatin1String("https");
        if (!next.isValid() || !isWeb || isWeaker)
            throw Failure(url.toString().toStdString(), "expected a redirect to an address as safe as this one, found "
                                                            + next.toString().toStdString());
        url = next;
    }
    throw Failure(request.url.toString().toStdString(),
                  "expected at most " + std::to_string(mostRedirects) + " redirects, found more");
}

Reply Connection::askPatiently(const Request &request)
{
    for (int futile = 1;; ++futile) {
        Reply reply = ask(request);
        if (!reply.isPassing() || !waitAfter(futile))
            return reply;
    }
}

bool Connection::waitAfter(int futileAttempts)
{
    if (futileAttempts >= mostAttempts)
        return false;
    const auto until = std::chrono::steady_clock::now() + 100ms * (1 << futileAttempts);
    while (std::chrono::steady_clock::now() < until) {
        stopIfCancelled();
        std::this_thread::sleep_for(cancelPoll);
    }
    return true;
}

} // namespace deltascope::hub
