#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QThread>

#include <memory>
#include <mutex>
#include <utility>

class QTcpSocket;

namespace deltascope::test {

/// What goes wrong where a path is asked for. LeavesOut: the log-probabilities of the second token, as llama.cpp does
/// where it is no whole character.
enum class Fault { None, Stalls, CutsOff, Garbage, WrongLength, Redirects, Fails, LeavesOut };

/// One question as it arrived; header names are in lower case.
struct Question {
    QByteArray verb, path, body;
    QHash<QByteArray, QByteArray> headers;
};

/// A serving engine that answers with what the real one was recorded to answer, byte for byte, and refuses what was
/// never recorded (599). It lives on a thread of its own.
///
/// A completion is found by what it means: prompt (a text or its ids), adapters and their scales, length. What it asks
/// to be told beside the text (ids, log-probabilities) the recording may lack, as an older server would. A stream that
/// was recorded whole alone is cut into events as others were recorded.
class FakeEngine {
public:
    /// Of tests/data/engines/transcripts: "vllm", "llama".
    FakeEngine(const QString &folder, const QString &engine, quint16 port = 0);
    ~FakeEngine();

    QByteArray address() const;
    /// From now on that recording ("012-models-three") answers what it was the answer to.
    void pin(const QByteArray &recording);
    /// Asked for one adapter ("fr"; llama: "0"; the backbone's name, ""), it answers with another's.
    void lie(const QByteArray &asked, const QByteArray &answered);
    void fault(const QByteArray &path, Fault fault);
    void wantKey(const QByteArray &key);
    /// Milliseconds between the pieces of an answer that comes as a stream.
    void pace(int milliseconds);

    QList<Question> asked() const;
    QList<QByteArray> neverRecorded() const; ///< bodies of what was refused
    int mostAtOnce() const; ///< questions that were under way together
    /// Whether a backbone's and an adapter's completion ever were.
    bool hadMixedBatch() const;
    int broken() const; ///< connections that closed before their answer was out

    struct Inside;

private:
    QThread m_thread;
    std::unique_ptr<Inside> m_inside;
};

} // namespace deltascope::test
