#include "engine/served/link.h"

#include "core/utf8.h"
#include "engine/served/batchgate.h"
#include "engine/served/events.h"
#include "engine/served/refusal.h"

namespace deltascope::served {

namespace {

/// 256 tokens with the 20 likeliest of each are 0.4 MB.
constexpr qint64 longestAnswer = 64 << 20;

} // namespace

JsonAt Answer::at() const
{
    if (!json)
        throw Failure(place, "expected JSON, found " + (text.empty() ? "nothing" : utf8::readable(text, 60)));
    return {*json, place};
}

Link::Link(ServerAccess access)
    : m_access(std::move(access))
{
    if (!m_access.gate)
        m_access.gate = std::make_shared<BatchGate>();
}

Answer Link::get(const std::string &path, const Progress &progress)
{
    http::Request request;
    request.silence = m_access.patience.question;
    return ask(std::move(request), path, progress);
}

Answer Link::post(const std::string &path, const Json &body, std::chrono::milliseconds patience,
                  const Progress &progress)
{
    return ask(postOf(body, patience), path, progress);
}

http::Request Link::postOf(const Json &body, std::chrono::milliseconds patience)
{
    http::Request request;
    request.verb = http::Request::Verb::Post;
    request.silence = patience;
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace));
    return request;
}

Answer Link::postHearing(const std::string &path, const Json &body, std::chrono::milliseconds patience,
                         const std::function<void(const JsonAt &event)> &heard, const Progress &progress)
{
    const std::string place = placeOf(path);
    EventReader events([this, &heard, &place](const QByteArray &data) {
        if (data == "[DONE]")
            return;
        const Json json = Json::parse(data.toStdString(), nullptr, false);
        if (json.is_discarded())
            throw Failure(place, "expected JSON in every event, found " + utf8::readable(data.toStdString(), 60));
        if (json.is_object() && json.contains("error")) // after the head of a good answer
            throw Failure(refusalOf({500, {}, {}, json, place, 0}, name()));
        heard(JsonAt(json, place));
    });
    qint64 taken = 0;
    http::Request request = postOf(body, patience);
    request.take = [&events, &taken, &place](const http::Reply &, const QByteArray &bytes) {
        taken += bytes.size();
        if (taken > longestAnswer)
            throw Failure(place,
                          "expected an answer of at most " + std::to_string(longestAnswer) + " bytes, found more");
        events.take(bytes);
    };
    Answer answer = ask(std::move(request), path, progress);
    if (const QByteArray text = events.unheard(); !text.isEmpty()) {
        answer.text = text.toStdString();
        if (Json json = Json::parse(answer.text, nullptr, false); !json.is_discarded())
            answer.json = std::move(json);
    }
    return answer;
}

std::string Link::placeOf(const std::string &path) const { return name() + " (" + m_access.address.url + path + ")"; }

Answer Link::ask(http::Request request, const std::string &path, const Progress &progress)
{
    const std::string address = m_access.address.url + path, place = placeOf(path);
    request.url = QUrl(QString::fromStdString(address));
    request.mostBytes = longestAnswer;
    request.headers.emplace_back("Accept", "*/*");
    if (!m_access.key.empty())
        request.headers.emplace_back("Authorization", "Bearer " + QByteArray::fromStdString(m_access.key));
    const auto start = std::chrono::steady_clock::now();
    const http::Reply reply = m_client.ask(request, progress);
    if (!reply.problem.isEmpty()) {
        const std::string found = (reply.status == 0 ? "none: " : "one that broke off: ") + reply.problem.toStdString();
        throw Failure(Error{place, "expected an answer, found " + found, {}, "no-answer"});
    }
    // A key, and what is asked, never goes to a host that was not typed.
    if (reply.isRedirect())
        throw Failure(Error{place,
                            "expected an answer, found a redirect to "
                                + utf8::readable(reply.headers.value("location").toStdString(), 200),
                            "give that address instead if it is the server", "redirect"});
    Answer answer;
    answer.status = reply.status;
    answer.server = reply.headers.value("server").toStdString();
    answer.text = reply.body.toStdString();
    answer.place = place;
    answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (Json json = Json::parse(answer.text, nullptr, false); !json.is_discarded())
        answer.json = std::move(json);
    return answer;
}

void Link::expectGood(const Answer &answer) const
{
    if (answer.status < 200 || answer.status >= 300)
        throw Failure(refusalOf(answer, name()));
}

} // namespace deltascope::served
