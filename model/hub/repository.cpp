#include "hub/repository.h"

#include "core/outcome.h"
#include "io/jsonfile.h"

#include <algorithm>

namespace deltascope::hub {

namespace {

/// Text of an answer that may become a path must not lead anywhere else.
bool isFileName(const std::string &text)
{
    const auto isFit = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '+'; };
    return !text.empty() && text.size() <= 255 && text.front() != '.' && std::all_of(text.begin(), text.end(), isFit);
}

bool isHex(const std::string &text, std::size_t length)
{
    return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// W/"abc" or "abc" without its dress.
std::string plainEtag(QByteArray text)
{
    if (text.startsWith("W/"))
        text.remove(0, 2);
    return text.replace('"', QByteArray()).trimmed().toStdString();
}

QByteArray percentEncoded(const std::string &text, const char *kept = "")
{
    return QUrl::toPercentEncoding(QString::fromStdString(text), kept);
}

QUrl addressOf(const io::HubAccess &access, const QByteArray &path)
{
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(access.endpoint) + path);
    if (!url.isValid() || url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("http")))
        throw Failure("HF_ENDPOINT", "expected an address such as https://huggingface.co, found " + access.endpoint);
    return url;
}

} // namespace

Repository::Repository(Connection &connection, const std::string &id)
    : m_connection(connection)
    , m_id(id)
    , m_parts(io::splitHubId(id))
{
    Request request;
    request.url = addressOf(connection.access(), "/api/models/" + percentEncoded(m_parts.name, "/") + "/revision/"
                                                     + percentEncoded(m_parts.revision));
    const Reply reply = connection.askPatiently(request);
    if (!reply.isGood())
        refuse(reply);
    const std::string where = request.url.toString().toStdString();
    const nlohmann::json answer
        = io::parseJson(std::string_view(reply.body.constData(), std::size_t(reply.body.size())), where);
    const auto text = [&](const nlohmann::json &object, const char *key) {
        const auto found = object.is_object() ? object.find(key) : object.end();
        if (!object.is_object() || found == object.end() || !found->is_string())
            throw Failure(where, std::string(key) + ": expected a text, found none");
        return found->get<std::string>();
    };
    m_commit = text(answer, "sha");
    if (!isHex(m_commit, 40))
        throw Failure(where, "sha: expected 40 hexadecimal digits, found " + m_commit);
    const auto siblings = answer.find("siblings");
    if (siblings == answer.end() || !siblings->is_array())
        throw Failure(where, "siblings: expected a list of files, found none");
    for (const nlohmann::json &sibling : *siblings)
        if (const std::string name = text(sibling, "rfilename"); isFileName(name))
            m_files.push_back(name);
}

bool Repository::has(const std::string &file) const
{
    return std::find(m_files.begin(), m_files.end(), file) != m_files.end();
}

RemoteFile Repository::describe(const std::string &file) const
{
    Request request;
    request.verb = Request::Verb::Head;
    request.url = addressOf(m_connection.access(), "/" + percentEncoded(m_parts.name, "/") + "/resolve/"
                                                       + percentEncoded(m_commit) + "/" + percentEncoded(file));
    // A large file's redirect to its store says all there is to know; the store itself may refuse to be asked.
    request.isAnswer = [](const Reply &reply) {
        return reply.headers.contains("x-linked-etag") && reply.headers.contains("x-linked-size");
    };
    const Reply reply = m_connection.askPatiently(request);
    if (!reply.isGood() && !(reply.isRedirect() && reply.problem.isEmpty()))
        refuse(reply, file);
    const auto header = [&](const char *linked, const char *own) {
        return reply.headers.value(reply.headers.contains(linked) ? linked : own);
    };
    RemoteFile remote{file, plainEtag(header("x-linked-etag", "etag")), -1, request.url};
    bool isNumber = false;
    remote.size = header("x-linked-size", "content-length").toLongLong(&isNumber);
    const std::string where = m_id + "/" + file;
    if (!isNumber || remote.size < 0)
        throw Failure(where, "expected the file's size from the hub, found none");
    if (!isFileName(remote.etag))
        throw Failure(where, "expected an etag from the hub, found " + (remote.etag.empty() ? "none" : remote.etag));
    return remote;
}

void Repository::refuse(const Reply &reply, const std::string &file) const
{
    const std::string &endpoint = m_connection.access().endpoint;
    const std::string where = file.empty() ? m_id : m_id + "/" + file;
    const QByteArray code = reply.headers.value("x-error-code");
    if (reply.isUnreachable || reply.status == 0)
        throw Failure(Error{where,
                            "found no such path here nor in the local cache, and the hub (" + endpoint
                                + ") cannot be reached: " + reply.problem.toStdString(),
                            {},
                            "network"});
    if (reply.status == 401)
        throw Failure(
            Error{where, "expected a public model or a token that may read it, found neither (the hub answers 401)",
                  m_connection.access().token.empty() ? "check the name; for a private or gated model set HF_TOKEN"
                                                      : "check the name and HF_TOKEN",
                  "network"});
    if (reply.status == 403 || code == "GatedRepo")
        throw Failure(Error{where, "access is not granted (the hub answers " + std::to_string(reply.status) + ")",
                            "ask for it at " + endpoint + "/" + m_parts.name + " and set HF_TOKEN", "network"});
    if (reply.status == 404 && file.empty())
        throw Failure(Error{where,
                            code == "RevisionNotFound"
                                ? "expected a revision of the model, found none of that name on the hub (404)"
                                : "expected a path or a model on the hub, found neither (404)",
                            {},
                            "network"});
    const std::string said = reply.headers.value("x-error-message").toStdString();
    const std::string what = !reply.problem.isEmpty() ? "the transfer broke off: " + reply.problem.toStdString()
                                                      : "the hub answers " + std::to_string(reply.status)
                                                            + (said.empty() ? "" : ": " + said);
    throw Failure(Error{where, what, {}, "network"});
}

} // namespace deltascope::hub
