// Answers that come token by token, on what the real servers were recorded to send, and on streams that fail.
#include "engine/served/events.h"
#include "engine/served/served.h"
#include "support/fakeengine.h"
#include "support/told.h"

#include <QTest>

#include <cmath>

using namespace deltascope;
using namespace deltascope::test;
using namespace std::chrono_literals;

namespace {

const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");

bool isVllm(const QString &engine) { return engine == QLatin1String("vllm"); }

/// "A program that reads" with the adapter fr, as both were recorded to stream it with log-probabilities.
CompletionRequest asking(const QString &engine)
{
    CompletionRequest request;
    request.ids = {1019, 32, 632, 843, 278, 409, 421, 82};
    request.adapters = {{isVllm(engine) ? "fr" : "llama-fr", 1}};
    request.maxTokens = isVllm(engine) ? 12 : 5;
    request.alternatives = 2;
    return request;
}

} // namespace

class StreamsTest : public QObject {
    Q_OBJECT

    Told m_progress;

    struct Heard {
        Outcome<Completion> whole;
        std::vector<Completion> grown;
    };
    Heard hear(FakeEngine &fake, const QString &engine, const std::string &key = {})
    {
        if (isVllm(engine))
            fake.pin("012-models-three");
        Heard heard{Error{}, {}};
        auto served
            = served::connect({{"gpu", fake.address().toStdString()}, key, {400ms, 400ms, 400ms}, nullptr}, m_progress);
        if (!served)
            return {served.error(), {}};
        heard.whole = served.value()->complete(
            asking(engine), m_progress, [&heard](const Completion &completion) { heard.grown.push_back(completion); });
        return heard;
    }
    static void bothEngines()
    {
        QTest::addColumn<QString>("engine");
        QTest::addRow("vllm") << "vllm";
        QTest::addRow("llama") << "llama";
    }
    static QByteArray path(const QString &engine) { return isVllm(engine) ? "/v1/completions" : "/completion"; }

private Q_SLOTS:
    void answersComeTokenByToken_data() { bothEngines(); }
    void answersComeTokenByToken()
    {
        QFETCH(QString, engine);
        FakeEngine fake(transcripts, engine);
        fake.pace(5);
        const Heard heard = hear(fake, engine);
        QVERIFY2(heard.whole.ok(), heard.whole.ok() ? "" : heard.whole.error().sentence().c_str());
        QVERIFY(fake.asked().last().body.contains("\"stream\":true"));
        const Completion &whole = heard.whole.value();
        QCOMPARE(whole.tokens.size(), std::size_t(isVllm(engine) ? 12 : 5));
        QVERIFY(whole.isCut);
        QCOMPARE(heard.grown.front().text, std::string(" in"));
        QCOMPARE(heard.grown.front().tokens.size(), std::size_t(1));
        QVERIFY(heard.grown.size() >= whole.tokens.size());
        for (const Completion &grown : heard.grown)
            QVERIFY(whole.text.starts_with(grown.text));
        QVERIFY(std::abs(*whole.tokens[0].logProb + 3.284F) < 1e-3F);
        for (const CompletedToken &token : whole.tokens)
            QVERIFY(token.logProb);
    }

    /// Nobody takes a part of an answer for all of it.
    void whatBreaksOffIsNoAnswer_data() { bothEngines(); }
    void whatBreaksOffIsNoAnswer()
    {
        QFETCH(QString, engine);
        FakeEngine fake(transcripts, engine);
        fake.fault(path(engine), Fault::CutsOff);
        const Heard heard = hear(fake, engine);
        QVERIFY(!heard.whole.ok());
        QVERIFY2(heard.whole.error().what.find("broke off") != std::string::npos, heard.whole.error().what.c_str());
        QVERIFY(!heard.grown.empty());
    }

    void otherAnswersAreSaidAsElsewhere_data() { bothEngines(); }
    void otherAnswersAreSaidAsElsewhere()
    {
        QFETCH(QString, engine);
        const auto said = [&](Fault fault) {
            FakeEngine fake(transcripts, engine);
            fake.fault(path(engine), fault);
            const Heard heard = hear(fake, engine);
            return heard.whole.ok() || !heard.grown.empty() ? QString()
                                                            : QString::fromStdString(heard.whole.error().sentence());
        };
        QVERIFY2(said(Fault::Fails).contains("500"), qPrintable(said(Fault::Fails)));
        QVERIFY2(said(Fault::Garbage).contains("expected JSON"), qPrintable(said(Fault::Garbage)));
        QVERIFY2(said(Fault::Redirects).contains("redirect"), qPrintable(said(Fault::Redirects)));
        QVERIFY2(said(Fault::Stalls).contains("nothing came"), qPrintable(said(Fault::Stalls)));
        FakeEngine closed(transcripts, engine);
        closed.wantKey("right");
        QVERIFY(!hear(closed, engine, "wrong").whole.ok());
    }

    void eventsAreReadFromPiecesOfAnyLength()
    {
        const QByteArray bytes = ": alive\n\ndata: {\"a\":1}\r\n\r\nevent: x\ndata:{\"b\":2}\n\ndata: [DONE]\n\n";
        for (int piece = 1; piece < bytes.size(); ++piece) {
            QList<QByteArray> heard;
            served::EventReader reader([&heard](const QByteArray &data) { heard << data; });
            for (int at = 0; at < bytes.size(); at += piece)
                reader.take(bytes.mid(at, piece));
            QCOMPARE(heard, QList<QByteArray>({"{\"a\":1}", "{\"b\":2}", "[DONE]"}));
            QVERIFY(reader.unheard().isEmpty());
        }
        served::EventReader none([](const QByteArray &) { QFAIL("there are no events"); });
        none.take("{\"choices\":\n[]}");
        QCOMPARE(none.unheard(), QByteArray("{\"choices\":\n[]}"));
    }
};

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
