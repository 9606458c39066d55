// Both engines on what the real servers were recorded to answer, and on servers that fail.
#include "engine/served/served.h"
#include "support/fakeengine.h"
#include "support/told.h"

#include <QElapsedTimer>
#include <QTest>

#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>
#include <thread>

using namespace deltascope;
using namespace deltascope::test;
using namespace std::chrono_literals;

namespace {

const std::vector<std::int64_t> programThatReads{1019, 32, 632, 843, 278, 409, 421, 82};
const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");

served::ServerAccess accessTo(const FakeEngine &fake, const std::string &key = {})
{
    return {{"gpu", fake.address().toStdString()}, key, {400ms, 400ms, 400ms}, nullptr};
}

CompletionRequest asking(std::vector<AdapterShare> adapters, std::int64_t tokens, int alternatives = 0)
{
    CompletionRequest request;
    request.ids = programThatReads;
    request.adapters = std::move(adapters);
    request.maxTokens = tokens;
    request.alternatives = alternatives;
    return request;
}

nlohmann::json bodyOf(const Question &question) { return nlohmann::json::parse(question.body.toStdString()); }

std::vector<std::int64_t> idsOf(const Completion &completion)
{
    std::vector<std::int64_t> ids;
    for (const CompletedToken &token : completion.tokens)
        ids.push_back(token.id);
    return ids;
}

} // namespace

#define SENTENCE(outcome, text)                                                                                        \
    QVERIFY(!(outcome).ok());                                                                                          \
    QVERIFY2(QString::fromStdString((outcome).error().sentence()).contains(text), (outcome).error().sentence().c_str())

class ServedTest : public QObject {
    Q_OBJECT

    Told m_progress;

    std::unique_ptr<served::ServedEngine> connected(const FakeEngine &fake)
    {
        auto engine = served::connect(accessTo(fake), m_progress);
        if (!engine)
            qFatal("%s", engine.error().sentence().c_str());
        return std::move(engine.value());
    }
    /// What the engine of that name is asked for the adapter fr.
    static std::vector<AdapterShare> fr(const QString &engine)
    {
        return {{engine == QLatin1String("vllm") ? "fr" : "llama-fr", 1}};
    }
    static QByteArray completionPath(const QString &engine)
    {
        return engine == QLatin1String("vllm") ? "/v1/completions" : "/completion";
    }
    static void bothEngines()
    {
        QTest::addColumn<QString>("engine");
        QTest::addRow("vllm") << "vllm";
        QTest::addRow("llama") << "llama";
    }
    static void prepare(FakeEngine &fake, const QString &engine)
    {
        if (engine == QLatin1String("vllm"))
            fake.pin("012-models-three");
    }

private Q_SLOTS:
    void vllmSaysWhatItIs()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const auto state = connected(fake)->state(m_progress);
        QVERIFY(state.ok());
        QCOMPARE(state.value().engine, std::string("vLLM"));
        QCOMPARE(state.value().version, std::string("0.32.0"));
        QCOMPARE(state.value().model, std::string("tiny-llama"));
        QCOMPARE(state.value().path, std::string("/models/tiny-llama"));
        QCOMPARE(state.value().context, std::int64_t(256));
        const std::vector<ServedAdapter> adapters{
            {"fr", "/models/llama-fr", 1}, {"zh", "/models/llama-zh", 1}, {"loud", "/models/llama-loud", 1}};
        QVERIFY(state.value().adapters == adapters);
        QVERIFY(state.value().limits.load.empty());
        QVERIFY(!state.value().limits.strength.empty());
        QVERIFY(!state.value().limits.several.empty());
    }

    void llamaSaysWhatItIs()
    {
        FakeEngine fake(transcripts, "llama");
        const auto state = connected(fake)->state(m_progress);
        QVERIFY(state.ok());
        QCOMPARE(state.value().engine, std::string("llama.cpp"));
        QCOMPARE(state.value().version, std::string("b0-0c1e57098"));
        QCOMPARE(state.value().model, std::string("tiny-llama"));
        QCOMPARE(state.value().context, std::int64_t(256));
        const std::vector<ServedAdapter> adapters{{"llama-fr", "/models/gguf/llama-fr.gguf", 1},
                                                  {"llama-zh", "/models/gguf/llama-zh.gguf", 1},
                                                  {"llama-loud", "/models/gguf/llama-loud.gguf", 0.5}};
        QVERIFY(state.value().adapters == adapters);
        QVERIFY(!state.value().limits.load.empty());
        QVERIFY(state.value().limits.strength.empty());
        QVERIFY(state.value().limits.several.empty());
    }

    void aServerWithoutRuntimeLoadingSaysSo()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        fake.pin("175-no-runtime-load");
        const auto engine = connected(fake);
        SENTENCE(engine->load({"x", "/models/qwen2-fr", 1}, m_progress), "VLLM_ALLOW_RUNTIME_LORA_UPDATING");
    }

    void theSameTokensComeFromBoth_data() { bothEngines(); }
    void theSameTokensComeFromBoth()
    {
        QFETCH(QString, engine);
        FakeEngine fake(transcripts, engine);
        prepare(fake, engine);
        const auto asked = connected(fake)->complete(asking(fr(engine), 4, 3), m_progress);
        QVERIFY2(asked.ok(), asked.ok() ? "" : asked.error().sentence().c_str());
        const Completion &said = asked.value();
        const std::vector<std::int64_t> ids{324, 67, 436, 282};
        QVERIFY(idsOf(said) == ids);
        QCOMPARE(said.text, std::string(" indocumentation de"));
        QVERIFY(said.isCut);
        const float expected[] = {-3.2841f, -2.0353f, -2.2719f, -2.8090f};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QVERIFY(std::abs(*said.tokens[i].logProb - expected[i]) < 1e-3f);
            QVERIFY(said.tokens[i].alternatives.size() >= 3);
            QCOMPARE(said.tokens[i].alternatives.front().id, ids[i]);
        }
        QVERIFY(fake.neverRecorded().isEmpty());
    }

    void requestsWorkAroundTheQuirks()
    {
        FakeEngine vllm(transcripts, "vllm"), llama(transcripts, "llama");
        vllm.pin("012-models-three");
        QVERIFY(connected(vllm)->complete(asking({}, 4, 3), m_progress).ok());
        const nlohmann::json asked = bodyOf(vllm.asked().last());
        QVERIFY(asked["temperature"] == 0); // without it it samples
        QVERIFY(asked["return_tokens_as_token_ids"] == true); // as texts, pieces of characters overwrite one another
        QVERIFY(asked["return_token_ids"] == true);
        QVERIFY(asked["model"] == "tiny-llama");
        QVERIFY(connected(llama)->complete(asking(fr("llama"), 4, 5), m_progress).ok());
        const nlohmann::json body = bodyOf(llama.asked().last());
        QVERIFY(body["cache_prompt"] == false); // the cache does not know the adapters
        const char all[] = R"([{"id":0,"scale":1.0},{"id":1,"scale":0.0},{"id":2,"scale":0.0}])";
        QVERIFY(body["lora"] == nlohmann::json::parse(all));
        // The backbone is a list too: none, and an empty one, mean the global scales.
        connected(llama)->complete(asking({}, 12), m_progress);
        QVERIFY(bodyOf(llama.asked().last())["lora"].size() == 3);
    }

    void probabilitiesThatAreMissingAreNotShifted()
    {
        FakeEngine fake(transcripts, "llama");
        fake.fault("/completion", Fault::LeavesOut);
        CompletionRequest request = asking({{"llama-zh", 1}}, 12, 3);
        request.ids = {1019, 469, 654};
        const auto said = connected(fake)->complete(request, m_progress);
        QVERIFY2(said.ok(), said.ok() ? "" : said.error().sentence().c_str());
        const std::vector<CompletedToken> &tokens = said.value().tokens;
        const std::vector<std::int64_t> ids{732, 242, 670, 622, 539, 11, 220, 20, 220, 20, 220, 20};
        QVERIFY(idsOf(said.value()) == ids);
        QVERIFY(!tokens[1].logProb);
        QVERIFY(tokens[1].alternatives.empty());
        QVERIFY(std::abs(*tokens[0].logProb + 5.24856f) < 1e-4f);
        QVERIFY(std::abs(*tokens[5].logProb + 1.50249f) < 1e-4f);
        QVERIFY(std::abs(*tokens[11].logProb + 3.45388f) < 1e-4f);
    }

    void whatAnEngineCannotIsRefusedBeforeItIsSent()
    {
        FakeEngine vllm(transcripts, "vllm"), llama(transcripts, "llama");
        vllm.pin("012-models-three");
        const auto one = connected(vllm), other = connected(llama);
        const qsizetype before = vllm.asked().size();
        SENTENCE(one->complete(asking({{"fr", 0.5}}, 4), m_progress), "strength 1");
        SENTENCE(one->complete(asking({{"fr", 1}, {"zh", 1}}, 4), m_progress), "at most one adapter");
        SENTENCE(one->setScales({{"fr", 1}}, m_progress), "no scales");
        for (const Question &question : vllm.asked().mid(before))
            QCOMPARE(question.verb, QByteArray("GET"));
        SENTENCE(other->load({"x", "/models/x", 1}, m_progress), "GGUF");
        SENTENCE(other->unload("llama-fr", m_progress), "scale of 0");
        SENTENCE(other->complete(asking({{"nobody", 1}}, 4), m_progress), "found nobody");
        CompletionRequest beams = asking({}, 4);
        beams.generation.beams = 4;
        SENTENCE(other->complete(beams, m_progress), "one beam");
    }

    void adaptersAreLoadedAndUnloaded()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const auto engine = connected(fake);
        QVERIFY(engine->load({"fr", "/models/llama-fr", 1}, m_progress).ok());
        QVERIFY(engine->unload("zh", m_progress).ok());
        // It said that it was loaded, and lists no such adapter.
        SENTENCE(engine->load({"narrow", "/models/llama-narrow", 1}, m_progress), "does not list it");
    }

    void refusalsSayWhatMatters_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("rank") << QByteArray("rank64") << QByteArray("/models/llama-rank64")
                              << "refused (500): LoRA rank 64 is greater than max_lora_rank 16.";
        QTest::addRow("dora") << QByteArray("dora") << QByteArray("/models/llama-dora")
                              << "refused (500): vLLM does not yet support DoRA.";
        QTest::addRow("bias") << QByteArray("bias") << QByteArray("/models/llama-bias")
                              << "refused (500): Adapter bias is not supported.";
        QTest::addRow("saved") << QByteArray("saved") << QByteArray("/models/llama-saved")
                               << "Unsupported modules_to_save: ['lm_head']";
        QTest::addRow("nowhere") << QByteArray("nowhere") << QByteArray("/models/nowhere")
                                 << "refused (404): Loading lora nowhere failed: No adapter found for /models/nowhere";
        QTest::addRow("base") << QByteArray("tiny-llama") << QByteArray("/models/llama-fr")
                              << "conflicts with a served base model";
        QTest::addRow("empty") << QByteArray("") << QByteArray("/models/llama-fr")
                               << "Both 'lora_name' and 'lora_path' must be provided.";
    }

    void refusalsSayWhatMatters()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, path);
        QFETCH(QString, sentence);
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const auto outcome = connected(fake)->load({name.toStdString(), path.toStdString(), 1}, m_progress);
        SENTENCE(outcome, sentence);
        QVERIFY(!QString::fromStdString(outcome.error().sentence()).contains("stack trace"));
    }

    void scalesAreReadBack()
    {
        FakeEngine fake(transcripts, "llama");
        const auto engine = connected(fake);
        fake.pin("010-set-all-zero");
        fake.pin("011-get-all-zero");
        QVERIFY(engine->setScales({}, m_progress).ok());
        // It says success, whatever it makes of the list.
        SENTENCE(engine->setScales({{"llama-fr", 1}}, m_progress), "does not have them");
    }

    void withoutItsKeyItRefuses_data() { bothEngines(); }
    void withoutItsKeyItRefuses()
    {
        QFETCH(QString, engine);
        FakeEngine fake(transcripts, engine);
        prepare(fake, engine);
        fake.wantKey("secret-key");
        const auto refused = served::connect(accessTo(fake), m_progress);
        SENTENCE(refused, "expected a key that the server takes");
        const auto wrong = served::connect(accessTo(fake, "wrong-key"), m_progress);
        SENTENCE(wrong, "DELTASCOPE_SERVER_KEY");
        QVERIFY(!QString::fromStdString(wrong.error().sentence()).contains("wrong-key"));
        QVERIFY(served::connect(accessTo(fake, "secret-key"), m_progress).ok());
    }

    void faultsGiveOneSentence_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("sentence");
        for (const char *engine : {"vllm", "llama"}) {
            QTest::addRow("%s stalls", engine) << engine << int(Fault::Stalls) << "nothing came any more";
            QTest::addRow("%s cuts off", engine) << engine << int(Fault::CutsOff) << "found one that broke off";
            QTest::addRow("%s garbage", engine) << engine << int(Fault::Garbage) << "expected JSON, found <html>";
            QTest::addRow("%s redirects", engine)
                << engine << int(Fault::Redirects) << "found a redirect to http://127.0.0.2:9/other";
            QTest::addRow("%s fails", engine) << engine << int(Fault::Fails) << "refused (500): ";
            QTest::addRow("%s wrong length", engine) << engine << int(Fault::WrongLength) << "expected ";
        }
    }

    void faultsGiveOneSentence()
    {
        QFETCH(QString, engine);
        QFETCH(int, fault);
        QFETCH(QString, sentence);
        FakeEngine fake(transcripts, engine);
        prepare(fake, engine);
        const auto client = connected(fake);
        fake.fault(completionPath(engine), static_cast<Fault>(fault));
        QElapsedTimer clock;
        clock.start();
        const auto outcome = client->complete(asking(fr(engine), 4, 3), m_progress);
        SENTENCE(outcome, sentence);
        QVERIFY(outcome.error().sentence().find('\n') == std::string::npos);
        QVERIFY(clock.elapsed() < 5000);
        fake.fault(completionPath(engine), Fault::None);
        QVERIFY(client->complete(asking(fr(engine), 4, 3), m_progress).ok()); // it goes on afterwards
    }

    void cancellingClosesTheConnection()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        served::ServerAccess access = accessTo(fake);
        access.patience.answer = 60s;
        auto engine = served::connect(access, m_progress);
        QVERIFY(engine.ok());
        QVERIFY(engine.value()->state(m_progress).ok());
        fake.fault("/v1/completions", Fault::Stalls);
        Told progress;
        std::thread user([&progress] {
            std::this_thread::sleep_for(200ms);
            progress.isCancelled = true;
        });
        const auto outcome = engine.value()->complete(asking({}, 4), progress);
        user.join();
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, std::string("cancelled"));
        QTRY_COMPARE(fake.broken(), 1);
    }

    void nobodyThere()
    {
        SENTENCE(served::connect({{"gpu", "http://127.0.0.1:9"}, {}, {}, nullptr}, m_progress),
                 "expected an answer, found none");
    }

    void somethingElseThere()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.fault("/v1/models", Fault::Garbage);
        SENTENCE(served::connect(accessTo(fake), m_progress), "answers like neither");
    }

    void stillLoading()
    {
        FakeEngine fake(transcripts, "llama");
        fake.pin("133-while-loading-v1-models");
        SENTENCE(served::connect(accessTo(fake), m_progress), "is not ready: Loading model");
    }
};

QTEST_GUILESS_MAIN(ServedTest)
#include "tst_served.moc"
