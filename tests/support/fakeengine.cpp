#include "support/fakeengine.h"

#include "support/recordings.h"

#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace deltascope::test {

struct FakeEngine::Inside {
    Inside(const QString &folder, const QString &engine)
        : recordings(folder, engine)
        , isVllm(engine == QLatin1String("vllm"))
    {
    }

    const Recordings recordings;
    const bool isVllm;
    std::unique_ptr<QTcpServer> server;
    quint16 port = 0;
    mutable std::recursive_mutex mutex; // for all below, which both threads see
    QList<Question> asked;
    QList<QByteArray> refused, pinned;
    std::map<QByteArray, QByteArray> lies;
    QHash<QByteArray, Fault> faults;
    QByteArray key;
    int pace = 0;
    int underWay = 0, most = 0, backbones = 0, adapters = 0, broken = 0;
    bool isMixed = false;
    // Of the server's thread.
    QHash<QTcpSocket *, QByteArray> texts;
    QSet<QTcpSocket *> waiting; // for their answers

    void listen(quint16 wanted)
    {
        server = std::make_unique<QTcpServer>();
        server->listen(QHostAddress::LocalHost, wanted);
        port = server->serverPort();
        QObject::connect(server.get(), &QTcpServer::newConnection, server.get(), [this] {
            while (QTcpSocket *socket = server->nextPendingConnection())
                serve(socket);
        });
    }

    void serve(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
            const std::lock_guard lock(mutex);
            broken += waiting.remove(socket) ? 1 : 0;
            texts.remove(socket);
            socket->deleteLater();
        });
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &text = texts[socket];
        text += socket->readAll();
        const qsizetype head = text.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const QList<QByteArray> lines = text.left(head).split('\n');
        const QList<QByteArray> words = lines.first().split(' ');
        Question question{words.value(0), words.value(1), {}, {}};
        for (const QByteArray &line : lines.mid(1))
            if (const qsizetype colon = line.indexOf(':'); colon > 0)
                question.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        const qsizetype length = question.headers.value("content-length").toLongLong();
        if (text.size() < head + 4 + length)
            return;
        question.body = text.mid(head + 4, length);
        text.remove(0, head + 4 + length);
        answer(socket, question);
    }

    void answer(QTcpSocket *socket, const Question &question)
    {
        const std::lock_guard lock(mutex);
        asked << question;
        const Fault fault = faults.value(question.path);
        waiting.insert(socket);
        if (fault == Fault::Stalls)
            return;
        const QByteArray bytes = bytesFor(question);
        if (fault == Fault::CutsOff) {
            waiting.remove(socket);
            socket->write(bytes.left(bytes.contains("\ndata: ") ? bytes.size() / 2 : bytes.size() - 20));
            socket->disconnectFromHost();
            return;
        }
        begin(question);
        // A little later, so that questions that are asked at once meet.
        QTimer::singleShot(30, socket, [this, socket, bytes, question] { send(socket, question, bytes); });
    }

    /// All at once, or event by event.
    void send(QTcpSocket *socket, const Question &question, QByteArray bytes)
    {
        constexpr char border[] = "\n\n\r\n";
        const qsizetype at = pace > 0 ? bytes.indexOf(border) : -1;
        const qsizetype size = at < 0 ? bytes.size() : at + qsizetype(sizeof border) - 1;
        socket->write(bytes.left(size));
        bytes.remove(0, size);
        if (bytes.isEmpty())
            return end(socket, question);
        QTimer::singleShot(pace, socket, [this, socket, question, bytes] { send(socket, question, bytes); });
    }

    QByteArray bytesFor(const Question &question)
    {
        if (!key.isEmpty() && question.headers.value("authorization") != "Bearer " + key)
            return recordings.named(isVllm ? "168-key-models-without" : "115-key-without-v1-models")->bytes();
        switch (faults.value(question.path)) {
        case Fault::Garbage: return plain("200 OK", "<html>it works</html>");
        case Fault::Fails:
            return recordings.named(isVllm ? "131-completion-gone-after-eviction" : "060-detokenize-out-of-range")
                ->bytes();
        case Fault::Redirects:
            return "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.2:9/other\r\nContent-Length: 0\r\n\r\n";
        default: break;
        }
        for (const QByteArray &name : pinned)
            if (const Recording *one = recordings.named(name);
                one && one->verb == question.verb && one->path == question.path)
                return one->bytes();
        if (const Recording *one = recordings.exact(question.verb, question.path, question.body))
            return one->bytes();
        if (const auto meaning = recordings.meaningOf(question.path, question.body))
            if (const QByteArray bytes = completion(question, *meaning); !bytes.isEmpty())
                return bytes;
        if (question.verb == "GET") // as it answers what it does not know
            return recordings.named(isVllm ? "103-unknown-path" : "102-unknown-path")->bytes();
        refused << question.path + " " + question.body;
        return plain("599 Never recorded", R"({"error":{"message":"was never recorded"}})");
    }

    QByteArray completion(const Question &question, Meaning meaning) const
    {
        const QByteArray own = meaning.adapters.empty() ? QByteArray() : meaning.adapters.begin()->first;
        const auto lie = lies.find(own);
        if (lie != lies.end()) {
            meaning.adapters.clear();
            if (!lie->second.isEmpty())
                meaning.adapters[lie->second] = 1;
        }
        const Recording *found = recordings.meaning(question.path, meaning);
        const bool isWholeAlone = !found && meaning.streams;
        if (isWholeAlone) {
            meaning.streams = false;
            found = recordings.meaning(question.path, meaning);
        }
        if (!found)
            return {};
        Recording said = *found;
        if (lie != lies.end()) { // the reply says what was asked for
            const auto quoted = [this](const QByteArray &name) {
                return "\"model\":\"" + (name.isEmpty() ? recordings.base() : name) + "\"";
            };
            if (isVllm)
                said.answer.replace(quoted(lie->second), quoted(own));
            else
                said.answer.replace("\"lora\":[{\"id\":" + lie->second, "\"lora\":[{\"id\":" + own);
        }
        tamper(faults.value(question.path), said);
        for (auto &[name, value] : said.headers)
            if (name.toLower() == "content-length")
                value = QByteArray::number(said.answer.size());
        return (isWholeAlone ? asStream(said) : said).bytes();
    }

    /// One log-probability too many, or the second one missing.
    static void tamper(Fault fault, Recording &said)
    {
        if (fault != Fault::WrongLength && fault != Fault::LeavesOut)
            return;
        auto answer = nlohmann::ordered_json::parse(said.answer.toStdString());
        auto &list = answer.contains("choices") ? answer["choices"][0]["logprobs"]["token_logprobs"]
                                                : answer["completion_probabilities"];
        if (fault == Fault::WrongLength)
            list.push_back(list[0]);
        else
            list.erase(1);
        said.answer = QByteArray::fromStdString(answer.dump());
    }

    static QByteArray plain(const QByteArray &status, const QByteArray &body)
    {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    int &side(const Question &question)
    {
        const auto meaning = recordings.meaningOf(question.path, question.body);
        return meaning && !meaning->adapters.empty() ? adapters : backbones;
    }
    void begin(const Question &question)
    {
        most = std::max(most, ++underWay);
        if (!question.path.contains("completion"))
            return;
        ++side(question);
        isMixed = isMixed || (backbones > 0 && adapters > 0);
    }
    void end(QTcpSocket *socket, const Question &question)
    {
        const std::lock_guard lock(mutex);
        waiting.remove(socket);
        --underWay;
        if (question.path.contains("completion"))
            --side(question);
    }
};

FakeEngine::FakeEngine(const QString &folder, const QString &engine, quint16 port)
    : m_inside(std::make_unique<Inside>(folder, engine))
{
    m_thread.start();
    auto *starter = new QObject;
    starter->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        starter, [this, port] { m_inside->listen(port); }, Qt::BlockingQueuedConnection);
    starter->deleteLater();
}

FakeEngine::~FakeEngine()
{
    m_inside->server.release()->deleteLater(); // by its own thread, which does that before it ends
    m_thread.quit();
    m_thread.wait();
}

QByteArray FakeEngine::address() const { return "http://127.0.0.1:" + QByteArray::number(m_inside->port); }

void FakeEngine::pin(const QByteArray &recording)
{
    const std::lock_guard lock(m_inside->mutex);
    if (!m_inside->recordings.named(recording))
        qFatal("%s was never recorded", recording.constData());
    m_inside->pinned.prepend(recording);
}

void FakeEngine::lie(const QByteArray &asked, const QByteArray &answered)
{
    const std::lock_guard lock(m_inside->mutex);
    m_inside->lies[asked] = answered;
}

void FakeEngine::fault(const QByteArray &path, Fault fault)
{
    const std::lock_guard lock(m_inside->mutex);
    m_inside->faults[path] = fault;
}

void FakeEngine::wantKey(const QByteArray &key)
{
    const std::lock_guard lock(m_inside->mutex);
    m_inside->key = key;
}

void FakeEngine::pace(int milliseconds)
{
    const std::lock_guard lock(m_inside->mutex);
    m_inside->pace = milliseconds;
}

QList<Question> FakeEngine::asked() const
{
    const std::lock_guard lock(m_inside->mutex);
    return m_inside->asked;
}

QList<QByteArray> FakeEngine::neverRecorded() const
{
    const std::lock_guard lock(m_inside->mutex);
    return m_inside->refused;
}

int FakeEngine::mostAtOnce() const
{
    const std::lock_guard lock(m_inside->mutex);
    return m_inside->most;
}

bool FakeEngine::hadMixedBatch() const
{
    const std::lock_guard lock(m_inside->mutex);
    return m_inside->isMixed;
}

int FakeEngine::broken() const
{
    const std::lock_guard lock(m_inside->mutex);
    return m_inside->broken;
}

} // namespace deltascope::test
