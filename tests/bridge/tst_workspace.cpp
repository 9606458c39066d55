#include "bridge/gateengine.h"
#include "bridge/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace deltascope;
using namespace deltascope::bridge;
using deltascope::test::Gate;
using deltascope::test::GateEngine;

namespace {

RunRequest textRun(const std::string &text)
{
    RunRequest request;
    request.inputs.emplace_back().text = text;
    return request;
}

OpenRequest model(const std::string &name)
{
    OpenRequest request;
    request.model = name;
    return request;
}

/// A workspace over a gated engine, and an asker that writes down all it hears.
struct Bench {
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    QStringList heard;
    int progressCount = 0;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<QObject> asker = std::make_unique<QObject>();

    explicit Bench(Fetch fetch = {})
        : workspace(
            std::make_unique<Workspace>([gate = gate] { return std::make_unique<GateEngine>(gate); }, std::move(fetch)))
    {
        QObject::connect(workspace.get(), &Workspace::progressed, [this] { ++progressCount; });
    }
    template<class T, class Say>
    Request<T> hear(const QString &name, Say say)
    {
        return {.then = [this, say](const T &value) { heard << say(value); },
                .failed = [this](const Error &error) { heard << "failed " + QString::fromStdString(error.what); },
                .cancelled = [this, name] { heard << "cancelled " + name; }};
    }
    Question open(const std::string &name)
    {
        return workspace->open(asker.get(), model(name),
                               hear<Opened>(QString::fromStdString(name), [](const Opened &o) {
                                   return "opened " + QString::fromStdString(o.request.model + " " + o.network.model);
                               }));
    }
    Request<RunResult> hearRun(const std::string &text)
    {
        return hear<RunResult>(QString::fromStdString(text), [](const RunResult &result) {
            return "ran " + QString::fromStdString(result.columns[0].outputs[0].label);
        });
    }
    Question run(const std::string &text, Urgency urgency = Urgency::Now)
    {
        return workspace->run(asker.get(), urgency, textRun(text), hearRun(text));
    }
    Question add(const std::string &name)
    {
        DeltaRequest request;
        request.name = name;
        return workspace->add(asker.get(), request, hear<DeltaInfo>("add", [](const DeltaInfo &delta) {
                                  return "added " + QString::fromStdString(delta.name);
                              }));
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] {
            for (int lane = 0; lane < int(Lane::Count); ++lane)
                if (workspace->isBusy(Lane(lane)))
                    return false;
            return true;
        });
    }
    bool waitUntilEntered(int count)
    {
        return QTest::qWaitFor([this, count] { return gate->entered >= count; });
    }
};

} // namespace

class WorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersComeQueuedOnThisThread()
    {
        Bench bench;
        const Question question = bench.open("bart");
        QVERIFY(bench.heard.isEmpty());
        QVERIFY(question.isOpen());
        QVERIFY(bench.workspace->isBusy(Lane::Open));
        QVERIFY(bench.waitUntilIdle());
        QVERIFY(!question.isOpen());
        QCOMPARE(bench.heard, QStringList{"opened bart bart"});
        QVERIFY(bench.gate->madeOn != std::this_thread::get_id());
        bench.workspace.reset();
        QVERIFY(bench.gate->madeOn == bench.gate->endedOn);
    }

    void everyQuestionIsAnsweredOnceAndTheNewestRunHasTheValue()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.run("a");
        QVERIFY(bench.waitUntilEntered(1));
        for (const char *text : {"ab", "abc", "abcd"})
            bench.run(text);
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"cancelled a", "cancelled ab", "cancelled abc", "ran abcd"}));
    }

    void theNewestOfOneAskerReplacesNoneOfAnother()
    {
        Bench bench;
        bench.gate->isHeld = true;
        QObject other;
        bench.run("mine");
        bench.workspace->run(&other, Urgency::Now, textRun("other"), bench.hearRun("other"));
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"ran mine", "ran other"}));
    }

    void anAnswerAlreadyOnItsWayIsDroppedWhenANewerRequestIsMade()
    {
        Bench bench;
        bench.run("old");
        // The loop does not turn: the answer waits in this thread's queue.
        while (bench.gate->left < 1)
            std::this_thread::yield();
        bench.run("new");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"cancelled old", "ran new"}));
    }

    void anAskerThatIsGoneIsToldNothingAndKeepsNobodyWaiting()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.run("endless");
        QVERIFY(bench.waitUntilEntered(1));
        bench.asker = std::make_unique<QObject>();
        QVERIFY(bench.waitUntilIdle());
        bench.gate->isHeld = false;
        bench.run("next");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, QStringList{"ran next"});
    }

    void partsComeBeforeTheAnswer()
    {
        Bench bench;
        Request<RunResult> request = bench.hearRun("a");
        request.part = [&bench](const Part &part) {
            bench.heard << QString("part of %1").arg(std::get<RunPart>(part).cells.size());
        };
        bench.workspace->run(bench.asker.get(), Urgency::Now, textRun("a"), request);
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"part of 1", "ran a"}));
    }

    void aQuestionThatIsCancelledSaysSoAtOnce()
    {
        Bench bench;
        bench.gate->isHeld = true;
        Question question = bench.run("a");
        QVERIFY(bench.waitUntilEntered(1));
        question.cancel();
        QVERIFY(!question.isOpen());
        QCOMPARE(bench.heard, QStringList{"cancelled a"});
        question.cancel();
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.size(), 1);
    }

    void editsAllHappenInOrder()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.add("en");
        bench.add("zh");
        bench.workspace->rename(0, "English");
        bench.workspace->remove(0);
        bench.workspace->restore(0, 0);
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"added en", "added zh"}));
        QCOMPARE(bench.gate->lines(),
                 (std::vector<std::string>{"add en", "add zh", "rename English", "remove 0", "restore 0 0"}));
    }

    void anotherNetworkCancelsWhatWasAskedBeforeButNotWhatIsAboutFiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("inputs.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one\n");
        file.close();
        Bench bench;
        bench.open("one");
        QVERIFY(bench.waitUntilIdle());
        bench.gate->isHeld = true;
        bench.open("two");
        QVERIFY(bench.waitUntilEntered(2));
        bench.run("for one");
        bench.workspace->remove(7);
        bench.workspace->read(bench.asker.get(), file.fileName().toStdString(),
                              bench.hear<QByteArray>("read", [](const QByteArray &bytes) { return "read " + bytes; }));
        QVERIFY(QTest::qWaitFor([&] { return bench.heard.contains("read one\n"); })); // while the model opens
        bench.gate->isHeld = false;
        QVERIFY(bench.waitUntilIdle());
        bench.run("for two");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard,
                 (QStringList{"opened one one", "read one\n", "opened two two", "cancelled for one", "ran for two"}));
        QVERIFY(bench.gate->lines().empty());
    }

    void aNetworkThatWasOpenedIsAnsweredEvenIfTheNextRequestFails()
    {
        Bench bench;
        bench.open("one");
        // The loop does not turn: the answer waits in this thread's queue.
        while (bench.gate->left < 1)
            std::this_thread::yield();
        bench.gate->fails = true;
        bench.open("two");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"opened one one", "failed is not there"}));
        bench.run("on one");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.back(), QString("ran on one"));
    }

    void cancelEndsWhatRunsAndWhatWaits()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.open("slow");
        QVERIFY(bench.waitUntilEntered(1));
        bench.run("later", Urgency::Background);
        bench.workspace->cancel(Lane::Measure);
        QVERIFY(!bench.workspace->isBusy(Lane::Measure));
        bench.workspace->cancel(Lane::Open);
        QVERIFY(bench.workspace->isBusy(Lane::Open)); // it answers for itself: it might be open already
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"cancelled later", "cancelled slow"}));
        QCOMPARE(bench.gate->entered.load(), 1);
    }

    void aDownloadKeepsTheOpenModelRunning()
    {
        std::atomic<bool> isDownloading = true;
        std::atomic<int> begun = 0;
        Bench bench([&](const std::string &name, HubPart, Progress &progress) -> Outcome<Done> {
            ++begun;
            while (isDownloading && !progress.cancelled())
                std::this_thread::yield();
            if (progress.cancelled())
                return Error{name, "stopped", {}, "cancelled"};
            return Done{};
        });
        bench.open("org/model");
        QVERIFY(QTest::qWaitFor([&] { return begun == 1; }));
        QCOMPARE(bench.gate->entered.load(), 0);
        bench.run("meanwhile");
        QVERIFY(QTest::qWaitFor([&] { return !bench.heard.isEmpty(); }));
        QVERIFY(bench.workspace->isBusy(Lane::Open));
        isDownloading = false;
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, (QStringList{"ran meanwhile", "opened org/model org/model"}));
        isDownloading = true;
        Question second = bench.open("org/other");
        QVERIFY(QTest::qWaitFor([&] { return begun == 2; }));
        second.cancel();
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.back(), QString("cancelled org/other"));
        QCOMPARE(bench.heard.size(), 3);
    }

    void whatAJobThrowsIsAnError()
    {
        Bench bench;
        bench.run("throws");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard, QStringList{"failed a job threw"});
        bench.run("next");
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.back(), QString("ran next"));
    }

    void aFactoryThatThrowsIsAnError()
    {
        Workspace workspace([]() -> std::unique_ptr<Engine> { throw std::runtime_error("no engine here"); });
        QObject asker;
        QStringList heard;
        workspace.open(&asker, model("any"), {.then = {}, .failed = [&](const Error &error) {
                                                  heard << QString::fromStdString(error.what);
                                              }});
        QVERIFY(QTest::qWaitFor([&] { return !workspace.isBusy(Lane::Open); }));
        QCOMPARE(heard, QStringList{"no engine here"});
    }

    void aRoleThatTheEngineHasNotIsAnError()
    {
        Bench bench;
        bench.open("one");
        QVERIFY(bench.waitUntilIdle());
        QVERIFY(bench.workspace->can().tree);
        QVERIFY(!bench.workspace->can().merge);
        bench.workspace->statistics(bench.asker.get(), 0,
                                    bench.hear<ModuleStatistics>("statistics", [](const auto &) { return "some"; }));
        QVERIFY(bench.waitUntilIdle());
        QCOMPARE(bench.heard.back(), QString("failed this engine cannot tell statistics of weights"));
    }

    void progressIsCoalesced()
    {
        Bench bench;
        bench.run("a");
        QVERIFY(bench.waitUntilIdle());
        QVERIFY(bench.progressCount >= 1);
        QVERIFY(bench.progressCount < 1000);
    }

    void theEndDoesNotWaitForALongRun()
    {
        Bench bench;
        bench.gate->isHeld = true;
        bench.run("endless");
        QVERIFY(bench.waitUntilEntered(1));
        bench.workspace.reset(); // would hang
        QVERIFY(bench.heard.isEmpty());
    }
};

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
