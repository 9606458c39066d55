#pragma once

#include <QCryptographicHash>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <utility>

namespace deltascope::test {

/// One request as it arrived. Header names are in lower case.
struct Asked {
    QByteArray verb, path;
    QHash<QByteArray, QByteArray> headers;
};

struct Answered {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 dropAfter = -1; ///< bytes of the body after which the connection breaks; -1: never
    bool hangs = false; ///< after that the connection stays, silent
};

/// A server on loopback; every test says how it answers. One request a connection.
class Server : public QTcpServer {
public:
    using Answer = std::function<Answered(const Asked &)>;

    explicit Server(Answer answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    /// 127.0.0.1 and localhost are one machine and two hosts.
    QByteArray address(const QByteArray &host = "127.0.0.1") const
    {
        return "http://" + host + ":" + QByteArray::number(serverPort());
    }
    QList<Asked> asked;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &text = m_texts[socket];
        text += socket->readAll();
        if (!text.contains("\r\n\r\n"))
            return;
        const QList<QByteArray> lines = m_texts.take(socket).split('\n');
        const QList<QByteArray> words = lines.first().split(' ');
        Asked request{words.value(0), words.value(1), {}};
        for (const QByteArray &line : lines.mid(1))
            if (const qsizetype colon = line.indexOf(':'); colon > 0)
                request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        asked << request;
        write(socket, request, m_answer(request));
    }

    static void write(QTcpSocket *socket, const Asked &request, Answered answer)
    {
        bool hasLength = false;
        QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nConnection: close\r\n";
        for (const auto &[name, value] : answer.headers) {
            head += name + ": " + value + "\r\n";
            hasLength |= name == "Content-Length";
        }
        if (!hasLength)
            head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
        socket->write(head + "\r\n");
        if (request.verb != "HEAD")
            socket->write(answer.dropAfter < 0 ? answer.body : answer.body.left(answer.dropAfter));
        if (!answer.hangs)
            socket->disconnectFromHost();
    }

    Answer m_answer;
    QHash<QTcpSocket *, QByteArray> m_texts;
};

/// A repository as the hub shows it: files in git (small) or in the large-file store.
class FakeHub {
public:
    QByteArray name = "org/tiny", commit = QByteArray(40, 'c');
    QHash<QByteArray, QByteArray> small, large;
    QByteArray store; ///< address of the large files' store; empty: the hub serves them itself
    QByteArray token; ///< that is asked for; empty: none
    /// Looks at an answer to a GET of a file before it goes out.
    std::function<void(const Asked &, const QByteArray &file, Answered &)> tamper;

    static QByteArray gitSum(const QByteArray &content)
    {
        return QCryptographicHash::hash("blob " + QByteArray::number(content.size()) + QByteArray(1, '\0') + content,
                                        QCryptographicHash::Sha1)
            .toHex();
    }
    static QByteArray sha256(const QByteArray &content)
    {
        return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    }

    Answered operator()(const Asked &asked) const
    {
        if (!token.isEmpty() && asked.headers.value("authorization") != "Bearer " + token)
            return {401, {}, "no", -1, false};
        if (asked.path == "/api/models/" + name + "/revision/main")
            return {200, {{"Content-Type", "application/json"}}, listing(), -1, false};
        const QByteArray root = "/" + name + "/resolve/" + commit + "/";
        return asked.path.startsWith(root) ? resolve(asked, asked.path.mid(root.size()))
                                           : Answered{404, {}, "nothing", -1, false};
    }

    /// The bytes that are asked for, with the head that belongs to them.
    Answered serve(const Asked &asked, const QByteArray &file, QList<std::pair<QByteArray, QByteArray>> headers) const
    {
        const QByteArray content = large.contains(file) ? large[file] : small[file];
        Answered answer{200, std::move(headers), content, -1, false};
        if (const QByteArray range = asked.headers.value("range"); range.startsWith("bytes=")) {
            const qint64 from = range.mid(6).chopped(1).toLongLong();
            answer.status = 206;
            answer.body = content.mid(from);
            answer.headers << std::pair("Content-Range", "bytes " + QByteArray::number(from) + "-"
                                                             + QByteArray::number(content.size() - 1) + "/"
                                                             + QByteArray::number(content.size()));
        }
        answer.headers << std::pair("Content-Length", QByteArray::number(answer.body.size()));
        if (tamper && asked.verb == "GET")
            tamper(asked, file, answer);
        return answer;
    }

private:
    QByteArray listing() const
    {
        QByteArray text = R"({"id": ")" + name + R"(", "sha": ")" + commit
                          + R"(", "siblings": [{"rfilename": "README.md"}, {"rfilename": "onnx/model.onnx"})";
        for (const QByteArray &file : small.keys() + large.keys())
            text += R"(, {"rfilename": ")" + file + R"("})";
        return text + "]}";
    }

    Answered resolve(const Asked &asked, const QByteArray &file) const
    {
        const std::pair<QByteArray, QByteArray> commitHeader{"X-Repo-Commit", commit};
        if (small.contains(file))
            return serve(asked, file, {commitHeader, {"ETag", "\"" + gitSum(small[file]) + "\""}});
        if (!large.contains(file))
            return {404, {{"X-Error-Code", "EntryNotFound"}}, {}, -1, false};
        const QList<std::pair<QByteArray, QByteArray>> facts{commitHeader,
                                                             {"X-Linked-Etag", "\"" + sha256(large[file]) + "\""},
                                                             {"X-Linked-Size", QByteArray::number(large[file].size())}};
        if (store.isEmpty())
            return serve(asked, file, facts);
        Answered redirect{302, facts, {}, -1, false};
        redirect.headers << std::pair("Location", store + "/" + file + "?signature=1");
        return redirect;
    }
};

} // namespace deltascope::test
