#include "hub/connection.h"

#include "core/outcome.h"

#include <chrono>
#include <thread>

namespace deltascope::hub {

namespace {

using namespace std::chrono_literals;

constexpr auto cancelPoll = 60ms;
constexpr int mostRedirects = 10, mostAttempts = 5;

} // namespace

Connection::Connection(io::HubAccess access, Progress &progress)
    : m_access(std::move(access))
    , m_progress(progress)
{
}

Reply Connection::askOnce(const Request &request, const QUrl &url)
{
    http::Request question = request;
    question.url = url;
    question.silence = std::chrono::seconds(m_access.timeout);
    if (!m_access.token.empty() && http::isSameHost(url, QUrl(QString::fromStdString(m_access.endpoint))))
        question.headers.emplace_back("Authorization", "Bearer " + QByteArray::fromStdString(m_access.token));
    if (request.from > 0)
        question.headers.emplace_back("Range", "bytes=" + QByteArray::number(request.from) + "-");
    return m_client.ask(question, m_progress);
}

Reply Connection::ask(const Request &request)
{
    QUrl url = request.url;
    for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
        http::stopIfCancelled(m_progress);
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
        http::stopIfCancelled(m_progress);
        std::this_thread::sleep_for(cancelPoll);
    }
    return true;
}

} // namespace deltascope::hub
