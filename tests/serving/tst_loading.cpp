// What is refused before a server sees it, and copies that hold a strength or a sum.
#include "core/valueof.h"
#include "serving/loading.h"
#include "serving/prompts.h"
#include "support/fakeengine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace deltascope;
using namespace deltascope::test;

namespace {

const std::string models = TEST_DATA "/engines/models/";
const QString transcripts = QStringLiteral(TEST_DATA "/engines/transcripts");

nlohmann::json configOf(const std::string &folder)
{
    QFile file(QString::fromStdString(folder + "/adapter_config.json"));
    return file.open(QIODevice::ReadOnly) ? nlohmann::json::parse(file.readAll().toStdString()) : nlohmann::json();
}

} // namespace

class LoadingTest : public QObject {
    Q_OBJECT

    NoProgress m_progress;
    std::unique_ptr<Engine> m_local;
    DeltaId m_fr = -1, m_zh = -1;

    std::unique_ptr<Engine> opened()
    {
        auto engine = makeEngine();
        OpenRequest request;
        request.model = models + "tiny-llama";
        valueOf(engine->open(request, m_progress));
        return engine;
    }
    DeltaId added(Engine &engine, const std::string &name, const std::string &path)
    {
        DeltaRequest request;
        request.name = name;
        request.path = path;
        return valueOf(engine.add(request, m_progress)).id;
    }
    std::vector<float> logits(Engine &engine, const Mix &mix)
    {
        RunRequest request;
        request.inputs.emplace_back().text = "Une bibliothèque pour";
        request.columns = {{"one", mix}};
        request.task = Task::Logits;
        return valueOf(engine.run(request, m_progress)).columns.front().outputs.front().logits.values;
    }
    static float largestDifference(const std::vector<float> &a, const std::vector<float> &b)
    {
        float most = a.size() == b.size() ? 0 : 1e9f;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            most = std::max(most, std::abs(a[i] - b[i]));
        return most;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_local = opened();
        m_fr = added(*m_local, "fr", models + "llama-fr");
        m_zh = added(*m_local, "zh", models + "llama-zh");
    }

    void whatVllmCannotServeIsRefusedHere_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("plain") << "llama-fr"
                               << "";
        QTest::addRow("rslora") << "llama-rslora"
                                << "";
        QTest::addRow("patterns") << "llama-pattern"
                                  << "";
        QTest::addRow("rank") << "llama-rank64"
                              << "r: expected at most 16";
        QTest::addRow("dora") << "llama-dora"
                              << "found dora";
        QTest::addRow("biases") << "llama-bias"
                                << "bias: expected none";
        QTest::addRow("modules") << "llama-saved"
                                 << "modules_to_save: expected none";
        QTest::addRow("kind") << "llama-ia3"
                              << "expected a LoRA of PEFT";
        QTest::addRow("shapes") << "llama-narrow"
                                << "64";
    }
    void whatVllmCannotServeIsRefusedHere()
    {
        QFETCH(QString, folder);
        QFETCH(QString, sentence);
        QString said;
        try {
            serving::expectServable(*m_local, models + folder.toStdString(), 16);
        } catch (const Failure &failure) {
            said = failure.what();
        }
        QVERIFY2(said.isEmpty() == sentence.isEmpty() && said.contains(sentence), qPrintable(said));
        QVERIFY(!said.contains('\n'));
    }

    void pathsAreMapped()
    {
        const std::vector<PathMapping> mappings{{"/home/me", "/srv"}, {"/home/me/models", "/models"}};
        QVERIFY(mapped("/home/me/models/fr", mappings) == "/models/fr");
        QVERIFY(mapped("/home/me/fr", mappings) == "/srv/fr");
        QVERIFY(mapped("/home/meow/fr", mappings) == "/home/meow/fr");
        QVERIFY(unmapped("/models/fr", mappings) == "/home/me/models/fr");
        QVERIFY(unmapped("/elsewhere/fr", mappings) == "/elsewhere/fr");
        QVERIFY_THROWS_EXCEPTION(Failure, parseMapping("/home/me"));
    }

    void aDeltaIsLoadedFromItsOwnFolder()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("004-models-base-only");
        const auto engine
            = valueOf(served::connect({{"gpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"gpu", engine.get(), valueOf(engine->state(m_progress))};
        fake.pin("034-models-after-loading");
        LoadRequest request;
        request.name = "fr";
        request.mix = {{{m_fr, true, 1, {}}}};
        request.mappings = {parseMapping(models + "=/models")};
        const auto loaded = serving::load(*m_local, server, request, m_progress);
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().sentence().c_str());
        QVERIFY(loaded.value().adapter.path == "/models/llama-fr");
        QVERIFY(loaded.value().wrote.empty());
        QVERIFY(fake.neverRecorded().isEmpty());
        // vLLM knows no strength, and nobody said where a copy may stand.
        request.mix = {{{m_fr, true, 0.5, {}}}};
        const auto refused = serving::load(*m_local, server, request, m_progress);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().code == "needs-copy");
    }

    void aSumIsLoadedAsACopyNamedByItsContent()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const auto engine
            = valueOf(served::connect({{"gpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"gpu", engine.get(), valueOf(engine->state(m_progress))};
        const QTemporaryDir folder;
        const Mix sum{{{m_fr, true, 0.5, {}}, {m_zh, true, 2, {}}}};
        LoadRequest request;
        request.name = "fr*0.5+zh*2";
        request.mix = sum;
        request.copies = folder.path().toStdString();
        // Sending it fails, since that was never recorded; what was written stands.
        QVERIFY(!serving::load(*m_local, server, request, m_progress).ok());
        QVERIFY(fake.neverRecorded().size() == 1);
        const QStringList copies = QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(copies.size(), 1);
        const std::string copy = folder.filePath(copies.front()).toStdString();
        const nlohmann::json config = configOf(copy);
        QVERIFY(config["r"] == 24);
        QVERIFY(config["lora_alpha"] == 24);
        QVERIFY(config["rank_pattern"].empty());
        QVERIFY(config["alpha_pattern"].empty());
        const auto other = opened();
        const Mix one{{{added(*other, "copy", copy), true, 1, {}}}};
        QVERIFY(largestDifference(logits(*m_local, sum), logits(*other, one)) < 1e-4f);
        QVERIFY(largestDifference(logits(*m_local, sum), logits(*m_local, {})) > 1e-1f);
        // The same again writes nothing; another strength is another folder.
        serving::load(*m_local, server, request, m_progress);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        request.mix.deltas[0].strength = -1;
        serving::load(*m_local, server, request, m_progress);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    }

    void whatIsRefusedLeavesNoCopy()
    {
        FakeEngine fake(transcripts, "vllm");
        fake.pin("012-models-three");
        const auto engine
            = valueOf(served::connect({{"gpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"gpu", engine.get(), valueOf(engine->state(m_progress))};
        const QTemporaryDir folder;
        LoadRequest request;
        request.name = "sum";
        request.mix = {{{m_fr, true, 0.5, {}}, {m_zh, true, 2, {}}}};
        request.copies = folder.filePath("copies").toStdString();
        request.mostRank = 16; // each has fewer, their sum has 24
        const auto refused = serving::load(*m_local, server, request, m_progress);
        QVERIFY(!refused.ok() && refused.error().code == "not-servable");
        QVERIFY(!QFile::exists(folder.filePath("copies")));
    }

    void strengthsAreExact()
    {
        const QTemporaryDir folder;
        int n = 0;
        for (const double strength : {0.5, 2.0, -1.0, 0.0}) {
            const Mix mix{{{m_fr, true, strength, {}}}};
            const std::string copy = folder.filePath(QString::number(n++)).toStdString();
            valueOf(m_local->sums()->saveSum(mix, copy, m_progress));
            const auto other = opened();
            const Mix one{{{added(*other, "copy", copy), true, 1, {}}}};
            QVERIFY(largestDifference(logits(*m_local, mix), logits(*other, one)) < 1e-4f);
        }
    }

    void llamaLoadsNothing()
    {
        FakeEngine fake(transcripts, "llama");
        const auto engine
            = valueOf(served::connect({{"cpu", fake.address().toStdString()}, {}, {}, nullptr}, m_progress));
        const serving::Server server{"cpu", engine.get(), valueOf(engine->state(m_progress))};
        LoadRequest request;
        request.name = "fr";
        request.mix = {{{m_fr, true, 1, {}}}};
        const auto refused = serving::load(*m_local, server, request, m_progress);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().sentence().find("GGUF") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(LoadingTest)
#include "tst_loading.moc"
