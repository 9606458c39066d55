// Downloads from a server on loopback that each test starts, into a cache of its own.
#include "core/outcome.h"
#include "engine/engine.h"
#include "hub/fetch.h"
#include "hub/hubserver.h"
#include "io/hub.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace deltascope;
using namespace deltascope::test;

namespace {

/// Notes what is reported and cancels when told to.
class Watcher final : public Progress {
public:
    void report(double fraction, std::string_view what) override
    {
        fractions << fraction;
        last = QString::fromUtf8(what.data(), qsizetype(what.size()));
        isCancelled |= fraction >= cancelAt;
    }
    bool cancelled() const override { return isCancelled; }

    QList<double> fractions;
    QString last;
    double cancelAt = 2;
    bool isCancelled = false;
};

QByteArray noise(int bytes)
{
    QByteArray text(bytes, '\0');
    for (int i = 0; i < bytes; ++i)
        text[i] = char((i * 2654435761u) >> 13);
    return text;
}

} // namespace

class TestHub : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    FakeHub m_hub;

    QString repository() const { return m_home.filePath("hub/models--org--tiny"); }
    QByteArray snapshotFile(const char *name) const
    {
        QFile file(repository() + "/snapshots/" + m_hub.commit + "/" + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool isComplete() const
    {
        const auto snapshot = io::cachedSnapshot("org/tiny");
        return snapshot && io::holds(*snapshot, HubPart::Model);
    }
    QStringList partials() const { return QDir(repository() + "/blobs").entryList({"*.incomplete"}); }

    /// Fetches, and says the error's sentence; empty if all went well.
    QString fetch(const QByteArray &endpoint, Watcher &watcher, const char *id = "org/tiny",
                  HubPart part = HubPart::Model)
    {
        qputenv("HF_ENDPOINT", endpoint);
        try {
            hub::fetch(id, part, watcher);
        } catch (const Failure &failure) {
            return QString::fromStdString(failure.what());
        } catch (const Cancelled &) {
            return QStringLiteral("cancelled");
        }
        return {};
    }
    QString fetch(const Server &server)
    {
        Watcher watcher;
        return fetch(server.address(), watcher);
    }

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"HF_HUB_CACHE", "HF_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE",
                                 "http_proxy", "HTTP_PROXY", "all_proxy"})
            qunsetenv(name);
        m_home = QTemporaryDir();
        qputenv("HF_HOME", m_home.path().toUtf8());
        qputenv("HF_HUB_DOWNLOAD_TIMEOUT", "2");
        m_hub = FakeHub();
        m_hub.small = {{"config.json", R"({"model_type": "bart"})"},
                       {"tokenizer.json", "{}"},
                       {"training_args.bin", "x"},
                       {"flax_model.msgpack", "x"}};
        m_hub.large = {{"model.safetensors", noise(3'000'000)}, {"pytorch_model.bin", noise(1000)}};
    }

    void bringsWhatIsNeededIntoPythonsLayout()
    {
        Server server([&](const Asked &asked) { return m_hub(asked); });
        Watcher watcher;
        QCOMPARE(fetch(server.address(), watcher), QString());
        QCOMPARE(snapshotFile("model.safetensors"), m_hub.large["model.safetensors"]);
        QVERIFY(isComplete());
        const QDir snapshot(repository() + "/snapshots/" + m_hub.commit);
        QCOMPARE(snapshot.entryList(QDir::Files), QStringList({"config.json", "model.safetensors", "tokenizer.json"}));
        QCOMPARE(QFile::symLinkTarget(snapshot.filePath("config.json")),
                 QDir::cleanPath(repository() + "/blobs/" + FakeHub::gitSum(m_hub.small["config.json"])));
        char link[256] = {};
        QVERIFY(::readlink(snapshot.filePath("model.safetensors").toUtf8().constData(), link, sizeof link - 1) > 0);
        QCOMPARE(QByteArray(link), "../../blobs/" + FakeHub::sha256(m_hub.large["model.safetensors"]));
        QFile reference(repository() + "/refs/main");
        QVERIFY(reference.open(QIODevice::ReadOnly));
        QCOMPARE(reference.readAll(), m_hub.commit);
        QVERIFY(std::is_sorted(watcher.fractions.begin(), watcher.fractions.end()));
        QCOMPARE(watcher.fractions.last(), 1.0);
        QVERIFY2(watcher.last.startsWith("downloading org/tiny: "), qPrintable(watcher.last));
        QVERIFY2(watcher.last.endsWith(" of 3.0 MB"), qPrintable(watcher.last));
        // Once there, nothing is asked for again.
        const auto asked = server.asked.size();
        NoProgress progress;
        QCOMPARE(io::locate("org/tiny", HubPart::Model, hub::fetch, progress), snapshot.path().toStdString());
        QCOMPARE(server.asked.size(), asked);
    }

    void followsRedirectsWithoutTheTokenGoingElsewhere()
    {
        Server store(
            [&](const Asked &asked) { return m_hub.serve(asked, asked.path.mid(1, asked.path.indexOf('?') - 1), {}); });
        Server server([&](const Asked &asked) { return m_hub(asked); });
        m_hub.store = store.address("localhost");
        m_hub.token = "secret";
        qputenv("HF_TOKEN", "secret");
        QCOMPARE(fetch(server), QString());
        QCOMPARE(snapshotFile("model.safetensors"), m_hub.large["model.safetensors"]);
        QVERIFY(!store.asked.isEmpty());
        for (const Asked &asked : store.asked)
            QVERIFY(!asked.headers.contains("authorization"));
        for (const Asked &asked : server.asked)
            QCOMPARE(asked.headers.value("authorization"), "Bearer secret");
    }

    void readsTheTokenFile()
    {
        Server server([&](const Asked &asked) { return m_hub(asked); });
        m_hub.token = "from-file";
        QFile file(m_home.filePath("token"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from-file\n");
        file.close();
        QCOMPARE(fetch(server), QString());
    }

    void goesOnWhereTheConnectionBroke()
    {
        int drops = 0;
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file == "model.safetensors" && drops < 3) {
                answer.dropAfter = 700'000;
                ++drops;
            }
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        QCOMPARE(fetch(server), QString());
        QCOMPARE(snapshotFile("model.safetensors"), m_hub.large["model.safetensors"]);
        QCOMPARE(drops, 3);
        QCOMPARE(server.asked.last().headers.value("range"), "bytes=2100000-");
        QVERIFY(partials().isEmpty());
    }

    void goesOnInTheNextRun()
    {
        bool isDown = true;
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file == "model.safetensors" && isDown)
                answer = {503, {}, "busy", -1, false};
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        const QByteArray content = m_hub.large["model.safetensors"];
        QDir().mkpath(repository() + "/blobs");
        QFile part(repository() + "/blobs/" + FakeHub::sha256(content) + ".incomplete");
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(content.left(1'234'567));
        part.close();
        QVERIFY(fetch(server).contains("503"));
        QVERIFY(!isComplete());
        QVERIFY(!QFileInfo::exists(repository() + "/refs/main"));
        isDown = false;
        QCOMPARE(fetch(server), QString());
        QCOMPARE(server.asked.last().headers.value("range"), "bytes=1234567-");
        QCOMPARE(snapshotFile("model.safetensors"), content);
    }

    void startsOverWhereTheServerKnowsNoRanges()
    {
        int drops = 0;
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file != "model.safetensors")
                return;
            answer = {200, {}, m_hub.large[file], drops++ == 0 ? 500'000 : -1, false};
            answer.headers << std::pair("Content-Length", QByteArray::number(answer.body.size()));
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        QCOMPARE(fetch(server), QString());
        QCOMPARE(snapshotFile("model.safetensors"), m_hub.large["model.safetensors"]);
    }

    void breaksOffASilentServer()
    {
        int hangs = 0;
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file == "model.safetensors" && hangs++ == 0) {
                answer.dropAfter = 100'000;
                answer.hangs = true;
            }
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        QCOMPARE(fetch(server), QString());
        QCOMPARE(snapshotFile("model.safetensors"), m_hub.large["model.safetensors"]);
    }

    void refusesWrongSizes_data()
    {
        QTest::addColumn<int>("change");
        QTest::newRow("one byte short") << -1;
        QTest::newRow("one byte long") << 1;
    }
    void refusesWrongSizes()
    {
        QFETCH(int, change);
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file == "model.safetensors")
                answer = {200, {}, noise(3'000'000 + change), -1, false};
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        const QString said = fetch(server);
        QVERIFY2(said.contains("model.safetensors")
                     && said.contains("expected 3000000 bytes, found " + QString::number(3'000'000 + change)),
                 qPrintable(said));
        QVERIFY(!isComplete());
        QVERIFY(partials().isEmpty());
    }

    void refusesWrongChecksums_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("sha256 of a large file") << QByteArray("model.safetensors");
        QTest::newRow("git's sha1 of a small one") << QByteArray("config.json");
    }
    void refusesWrongChecksums()
    {
        QFETCH(QByteArray, file);
        m_hub.tamper = [&](const Asked &, const QByteArray &asked, Answered &answer) {
            if (asked == file)
                answer.body[answer.body.size() / 2] = char(answer.body[answer.body.size() / 2] ^ 1);
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        const QString said = fetch(server);
        QVERIFY2(said.startsWith(file) && said.contains("checksum"), qPrintable(said));
        QVERIFY(!isComplete());
        QVERIFY(partials().isEmpty());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("401") << 401 << "HF_TOKEN";
        QTest::newRow("403") << 403 << "access is not granted";
        QTest::newRow("404") << 404 << "expected a path or a model on the hub, found neither (404)";
        QTest::newRow("418") << 418 << "the hub answers 418";
    }
    void saysWhatIsWrong()
    {
        QFETCH(int, status);
        QFETCH(QString, says);
        Server server([&](const Asked &) { return Answered{status, {}, "no", -1, false}; });
        const QString said = fetch(server);
        QVERIFY2(said.startsWith("org/tiny: ") && said.contains(says), qPrintable(said));
        QVERIFY(!QFileInfo::exists(m_home.filePath("hub")));
    }

    void saysThatTheHubCannotBeReached()
    {
        quint16 port = 0;
        {
            Server gone([](const Asked &) { return Answered(); });
            port = gone.serverPort();
        }
        Watcher watcher;
        const QString said = fetch("http://127.0.0.1:" + QByteArray::number(port), watcher);
        QVERIFY2(said.contains("cannot be reached"), qPrintable(said));
    }

    void asksNobodyOffline()
    {
        Server server([&](const Asked &asked) { return m_hub(asked); });
        qputenv("HF_ENDPOINT", server.address());
        qputenv("HF_HUB_OFFLINE", "1");
        NoProgress progress;
        QString said;
        try {
            io::locate("org/tiny", HubPart::Model, hub::fetch, progress);
        } catch (const Failure &failure) {
            said = failure.what();
        }
        QVERIFY2(said.contains("HF_HUB_OFFLINE"), qPrintable(said));
        QVERIFY(server.asked.isEmpty());
    }

    void cancelsSoonAndKeepsWhatCame()
    {
        m_hub.tamper = [&](const Asked &, const QByteArray &file, Answered &answer) {
            if (file == "model.safetensors") {
                answer.dropAfter = 1'500'000;
                answer.hangs = true;
            }
        };
        Server server([&](const Asked &asked) { return m_hub(asked); });
        Watcher watcher;
        watcher.cancelAt = 0.4;
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(fetch(server.address(), watcher), QStringLiteral("cancelled"));
        QVERIFY(clock.elapsed() < 1000);
        QVERIFY(!isComplete());
        QCOMPARE(partials().size(), 1);
        m_hub.tamper = nullptr;
        QCOMPARE(fetch(server), QString());
        QVERIFY(server.asked.last().headers.contains("range"));
    }

    void bringsEveryShard()
    {
        m_hub.large.remove("model.safetensors");
        m_hub.large.insert("model-1.safetensors", noise(10));
        m_hub.large.insert("model-2.safetensors", noise(20));
        m_hub.small.insert("model.safetensors.index.json",
                           R"({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}})");
        Server server([&](const Asked &asked) { return m_hub(asked); });
        QCOMPARE(fetch(server), QString());
        QVERIFY(isComplete());
        QCOMPARE(snapshotFile("model-2.safetensors"), noise(20));
        QVERIFY(QFile::remove(repository() + "/snapshots/" + m_hub.commit + "/model-2.safetensors"));
        QVERIFY(!isComplete());
    }

    void refusesNamesThatLeadElsewhere()
    {
        m_hub.small.insert("model.safetensors.index.json", R"({"weight_map": {"a": "../../evil"}})");
        m_hub.large.remove("model.safetensors");
        Server server([&](const Asked &asked) { return m_hub(asked); });
        QVERIFY(fetch(server).contains("../../evil"));
        m_hub.commit = "../../../evil";
        QVERIFY(fetch(server).contains("40 hexadecimal digits"));
    }

    void bringsTokenizersAndDeltasAlone()
    {
        Server server([&](const Asked &asked) { return m_hub(asked); });
        Watcher watcher;
        QCOMPARE(fetch(server.address(), watcher, "org/tiny", HubPart::Tokenizer), QString());
        QCOMPARE(snapshotFile("tokenizer.json"), m_hub.small["tokenizer.json"]);
        QVERIFY(!isComplete());
        m_hub.small.insert("adapter_config.json", "{}");
        m_hub.large.insert("adapter_model.safetensors", noise(50));
        QCOMPARE(fetch(server.address(), watcher, "org/tiny", HubPart::Delta), QString());
        QCOMPARE(snapshotFile("adapter_model.safetensors"), noise(50));
        QVERIFY(snapshotFile("model.safetensors").isEmpty());
    }

    void opensWhatItBrought()
    {
        const QString folder = QStringLiteral(TEST_DATA "/oracles/backbones1/backbones/bart-cls");
        m_hub.small.clear();
        m_hub.large.clear();
        for (const QString &name : QDir(folder).entryList(QDir::Files)) {
            QFile file(folder + "/" + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            (name.endsWith("safetensors") ? m_hub.large : m_hub.small).insert(name.toUtf8(), file.readAll());
        }
        Server server([&](const Asked &asked) { return m_hub(asked); });
        qputenv("HF_ENDPOINT", server.address());
        const auto engine = makeHubEngine(hub::fetch);
        OpenRequest request;
        request.model = "org/tiny";
        NoProgress progress;
        const auto opened = engine->open(request, progress);
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().sentence().c_str());
        QVERIFY(opened.value().runnable);
        QVERIFY(QString::fromStdString(opened.value().folder).startsWith(repository()));
    }
};

QTEST_GUILESS_MAIN(TestHub)
#include "tst_hub.moc"
