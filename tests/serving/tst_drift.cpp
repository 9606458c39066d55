// Answers that were recorded from the real servers, held against the local model, and servers that answer with another
// configuration than is asked for.
#include "core/valueof.h"
#include "serving/drift.h"
#include "serving/localserved.h"
#include "serving/prompts.h"
#include "serving/shares.h"
#include "support/fakeengine.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <QFile>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string models = TEST_DATA "/engines/models/";
const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");

} // namespace

class DriftTest : public QObject {
    Q_OBJECT

    NoProgress m_progress;
    std::unique_ptr<Engine> m_local;
    std::map<std::string, DeltaInfo> m_deltas;

    Mix mixOf(const std::string &delta, double strength = 1) const
    {
        return delta.empty() ? Mix() : Mix{{{m_deltas.at(delta).id, true, strength, {}}}};
    }

    /// What a case is judged to be.
    DriftColumn judged(const serving::Server &server, const std::string &delta, std::vector<AdapterShare> shares,
                       const Input &input, std::int64_t tokens)
    {
        serving::DriftRequest request;
        request.inputs = {input};
        request.servers = {server};
        request.cases = {{{delta.empty() ? "base" : delta, mixOf(delta)}, 0, std::move(shares)}};
        request.newTokens = tokens;
        const auto columns = serving::drift(*m_local, request, m_progress);
        if (!columns)
            qFatal("%s", columns.error().sentence().c_str());
        return columns.value().columns.front();
    }

    /// Of a fake that was recorded, asked as `delta`.
    DriftColumn judged(FakeEngine &fake, const std::string &delta, const Input &input, std::int64_t tokens)
    {
        const auto engine
            = valueOf(served::connect({{"gpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"gpu", engine.get(), valueOf(engine->state(m_progress))};
        const auto shares = serving::sharesOf(mixOf(delta), m_local->deltas(), server.state, server.name);
        return judged(server, delta, shares, input, tokens);
    }

    /// Of a server that answers with a configuration of its own.
    DriftColumn judged(const Mix &answers, const std::string &delta)
    {
        LocalServed engine(*m_local, answers);
        return judged({"local", &engine, {}}, delta, {}, textInput("Une bibliothèque pour"), 12);
    }

    static Input textInput(const char *text)
    {
        Input input;
        input.text = text;
        return input;
    }

    /// The prompt of a recording, of which there are ids.
    static Input recordedPrompt(const char *name)
    {
        QFile file(transcripts + "/vllm/" + name + ".json");
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s is not there", name);
        const auto recording = nlohmann::json::parse(file.readAll().toStdString());
        Input input;
        input.ids = nlohmann::json::parse(recording["request"]["body"].get<std::string>())["prompt"]
                        .get<std::vector<std::int64_t>>();
        return input;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_local = makeEngine();
        OpenRequest request;
        request.model = models + "tiny-llama";
        valueOf(m_local->open(request, m_progress));
        for (const char *name : {"fr", "zh", "loud", "rslora", "pattern"}) {
            DeltaRequest delta;
            delta.name = name;
            delta.path = models + "llama-" + name;
            m_deltas[name] = valueOf(m_local->add(delta, m_progress));
        }
    }

    void vllmAnswersAsTheLocalModel_data()
    {
        QTest::addColumn<QString>("delta");
        QTest::addRow("base") << "";
        QTest::addRow("fr") << "fr";
    }
    void vllmAnswersAsTheLocalModel()
    {
        QFETCH(QString, delta);
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const DriftColumn column = judged(fake, delta.toStdString(), textInput("A program that reads"), 4);
        QCOMPARE(column.verdict, Verdict::Same);
        QVERIFY(column.compared >= 4);
        QVERIFY2(column.maxAbsLogProb < 2e-5, qPrintable(QString::number(column.maxAbsLogProb)));
        QVERIFY(!column.firstDifference);
        QVERIFY(column.matches.empty());
    }

    void aFloat16CacheIsRounding()
    {
        FakeEngine fake(transcripts, "llama");
        const DriftColumn column = judged(fake, "fr", textInput("A program that reads"), 4);
        QCOMPARE(column.verdict, Verdict::Rounding);
        QVERIFY(column.maxAbsLogProb > 1e-4 && column.maxAbsLogProb < 2e-2);
    }

    /// vLLM's CPU path answers a request for the backbone with an adapter, where one is under way in the same batch.
    void theBackboneInAMixedBatch()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        fake.lie("", "fr");
        const DriftColumn column = judged(fake, "", textInput("A program that reads"), 4);
        QCOMPARE(column.verdict, Verdict::Other);
        QCOMPARE(column.matches, std::string("base+fr"));
        QVERIFY(column.firstDifference);
        QCOMPARE(column.firstDifference->token, std::int64_t(0));
        QVERIFY(column.firstDifference->gap > 0);
    }

    void anAdapterThatIsNotThere()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        fake.lie("fr", "");
        const DriftColumn column = judged(fake, "fr", textInput("A program that reads"), 4);
        QCOMPARE(column.verdict, Verdict::Other);
        QCOMPARE(column.matches, std::string("base"));
    }

    /// Unloaded, changed, loaded again under the same name and path: prompts of a whole block are answered from the
    /// old adapter's cache. That is nobody's answer.
    void aStalePrefixCache()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        fake.pin("135-completion-swap-first");
        const Input prompt = recordedPrompt("135-completion-swap-first");
        const auto engine
            = valueOf(served::connect({{"gpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"gpu", engine.get(), valueOf(engine->state(m_progress))};
        QCOMPARE(judged(server, "fr", {{"swap", 1}}, prompt, 8).verdict, Verdict::Same);
        fake.pin("139-completion-swap-second");
        const DriftColumn stale = judged(server, "zh", {{"swap", 1}}, prompt, 8);
        QCOMPARE(stale.verdict, Verdict::Unknown);
        QVERIFY(stale.maxAbsLogProb > 0.5);
    }

    /// llama.cpp's conversion writes lora_alpha alone, and the server divides by r.
    void rsLoraThatWasConverted()
    {
        const DriftColumn column = judged(mixOf("rslora", 1 / std::sqrt(8.0)), "rslora");
        QCOMPARE(column.verdict, Verdict::Other);
        QCOMPARE(column.matches, std::string("base+rslora*0.3536"));
    }

    void anAlphaPatternThatWasConverted()
    {
        Mix converted = mixOf("pattern");
        for (const TapInfo &tap : m_deltas["pattern"].taps) // alpha is 40 at q_proj, 16 elsewhere
            if (m_local->network()->modules[std::size_t(tap.module)].name.ends_with("q_proj"))
                converted.deltas[0].sites[tap.module].strength = 16.0 / 40;
        const DriftColumn column = judged(converted, "pattern");
        QCOMPARE(column.verdict, Verdict::Other);
        QCOMPARE(column.matches, std::string("base+pattern with one lora_alpha"));
    }

    void aSumInPlaceOfOne()
    {
        Mix both = mixOf("fr");
        both.deltas.push_back(mixOf("zh").deltas.front());
        const DriftColumn column = judged(both, "fr");
        QCOMPARE(column.verdict, Verdict::Other);
        QCOMPARE(column.matches, std::string("base+fr+zh"));
        QCOMPARE(judged(both, "zh").matches, std::string("base+fr+zh"));
    }

    void aStrengthThatNobodyTried() { QCOMPARE(judged(mixOf("fr", -2.5), "fr").verdict, Verdict::Unknown); }
};

QTEST_GUILESS_MAIN(DriftTest)
#include "tst_drift.moc"
